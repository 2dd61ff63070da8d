package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the vectors and the weighted terms of a catalogue's items. */
final class ItemFeatureSources {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Features features;
  private final Path work;
  private final int trained;
  private final List<String> notes;

  /**
   * @param work where vectors lie until the catalogue is written
   * @param trained the first so many items are those of the training part
   * @param notes takes what a user should know
   */
  ItemFeatureSources(Features features, Path work, int trained, List<String> notes) {
    this.features = features;
    this.work = work;
    this.trained = trained;
    this.notes = notes;
  }

  /** The catalogue with all of them. */
  Catalog addTo(Catalog catalog) throws IOException {
    Map<String, ItemTerms> terms = new LinkedHashMap<>();
    for (String column : features.texts()) {
      ItemTerms bags = TextTerms.of(catalog, column, trained, features.textMinItems());
      notes.add(
          String.format(
              Locale.ROOT,
              "text '%s': %,d terms that at least %,d items have",
              column,
              bags.size(),
              features.textMinItems()));
      terms.put(column, bags);
    }
    Map<String, ItemVectors> vectors = new LinkedHashMap<>();
    for (Map.Entry<String, Path> source : features.vectors().entrySet()) {
      vectors.put(source.getKey(), vectors(catalog, source.getKey(), source.getValue()));
    }
    return catalog.with(new ItemFeatures(vectors, terms));
  }

  private ItemVectors vectors(Catalog catalog, String name, Path path) throws IOException {
    VectorFile file = VectorFile.open(path);
    int dimensions = file.dimensions();
    MemorySegment rows = room(vectors(name), 4L * catalog.size() * dimensions);
    BitSet found = new BitSet();
    long[] strangers = {0};
    file.read(
        (id, vector, where) -> {
          int item = catalog.index(id);
          if (item < 0) {
            strangers[0]++;
            return;
          }
          if (found.get(item)) {
            throw new InputException(where + ": a second vector of the item '" + id + "'");
          }
          found.set(item);
          for (int k = 0; k < dimensions; k++) {
            if (!Float.isFinite(vector[k])) {
              throw new InputException(
                  where + ": the vector of the item '" + id + "' has " + vector[k] + " in it");
            }
            rows.setAtIndex(FLOAT, (long) item * dimensions + k, vector[k]);
          }
        });
    if (found.isEmpty()) {
      throw new InputException(
          path
              + ": none of its "
              + strangers[0]
              + " ids is an item of the log, such as '"
              + catalog.id(0)
              + "'. Write the items' ids as the log has them");
    }
    note(name, catalog.size() - found.cardinality(), strangers[0]);
    return new ItemVectors(rows, dimensions);
  }

  private Path vectors(String name) {
    return work.resolve("vectors-" + Integer.toHexString(name.hashCode()));
  }

  private void note(String name, int without, long strangers) {
    if (without > 0) {
      notes.add(
          String.format(
              Locale.ROOT, "vectors '%s': %,d items have none and get zeros", name, without));
    }
    if (strangers > 0) {
      notes.add(
          String.format(
              Locale.ROOT, "vectors '%s': %,d are of items that the log has not", name, strangers));
    }
  }

  /** Room on disk rather than in memory. */
  private static MemorySegment room(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
    }
  }
}
