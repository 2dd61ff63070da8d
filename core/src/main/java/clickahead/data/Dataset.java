package clickahead.data;

import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A prepared data set: a folder with {@code train}, optionally {@code valid}, {@code train_full}
 * and {@code test} (.safetensors), {@code catalog.safetensors}, and {@code dataset.json}, the
 * record of how it was made. Item indices count the items in the order in which the parts first
 * show them: those of train first, then those that only valid has, and so on in the order above.
 */
public final class Dataset {
  /** Version of the folder's layout. */
  public static final int FORMAT = 1;

  /** Name of the record. */
  public static final String RECORD = "dataset.json";

  private final Path folder;
  private final JsonNode record;
  private final Catalog catalog;

  /** What messages name in place of the folder's files; null for the files. */
  private final String place;

  private Dataset(Path folder, JsonNode record, Catalog catalog, String place) {
    this.folder = folder;
    this.record = record;
    this.catalog = catalog;
    this.place = place;
  }

  /** Is this a folder that {@code prepare} made? */
  public static boolean isDataset(Path folder) {
    return Files.isRegularFile(folder.resolve(RECORD));
  }

  /**
   * Opens a prepared folder.
   *
   * @throws FormatException if the folder is none, or was made by a newer version
   */
  public static Dataset open(Path folder) throws IOException {
    if (!isDataset(folder)) {
      throw new FormatException(
          folder,
          "no prepared data set: it has no "
              + RECORD
              + ". Make one with: clickahead prepare LOG --out "
              + folder);
    }
    JsonNode record = new ObjectMapper().readTree(Files.readString(folder.resolve(RECORD)));
    int format = record.path("format").asInt(0);
    if (format != FORMAT) {
      throw new FormatException(
          folder,
          "has format "
              + format
              + ", this version reads format "
              + FORMAT
              + ". Prepare the log again, or use the version that made it");
    }
    return new Dataset(
        folder,
        record,
        Catalog.read(Safetensors.open(folder.resolve("catalog.safetensors"))),
        null);
  }

  /** The same, made of a log that messages name, because its folder does not stay. */
  public Dataset of(Path log) {
    return of(log, log);
  }

  /**
   * The same, made of a log and a file about the items that messages name.
   *
   * @param items what describes the items
   */
  public Dataset of(Path log, Path items) {
    return new Dataset(folder, record, catalog.of(items.toString()), log.toString());
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** How the data set was made: options, counts, and what each step removed. */
  public JsonNode record() {
    return record;
  }

  /** All items of all parts. */
  public Catalog catalog() {
    return catalog;
  }

  /** The part that models are trained on. */
  public SessionLog train() throws IOException {
    return open("train");
  }

  /** The part that parameters are chosen on; it follows train in time. */
  public Optional<SessionLog> valid() throws IOException {
    return part("valid");
  }

  /** The part that results are measured on. */
  public Optional<SessionLog> test() throws IOException {
    return part("test");
  }

  /**
   * All that a final model is trained on, where that is not just train and valid: recipes that cut
   * sessions at the boundary of the valid part, or drop items that only it has, do so in train and
   * valid, not here.
   */
  public Optional<SessionLog> trainFull() throws IOException {
    return part("train_full");
  }

  private Optional<SessionLog> part(String name) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    return Files.exists(file) ? Optional.of(open(name)) : Optional.empty();
  }

  private SessionLog open(String name) throws IOException {
    SessionLog log = SessionLog.open(folder.resolve(name + ".safetensors"));
    return place == null ? log : log.with(log.columns().of(place));
  }

  /** Number of items that a part (train, or valid with all before it) shows: the first so many. */
  public int items(String part) {
    return record.path("parts").path(part).path("items_so_far").asInt(catalog.size());
  }
}
