package clickahead.prepare;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a data set of raw logs. */
public final class Preparation {
  private static final List<String> PARTS = List.of("train", "valid", "test");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PreparationOptions options;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();

  private Preparation(PreparationOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Makes the data set. Until it is complete nothing stands in its place, and whatever happens,
   * nothing half-written stays.
   *
   * @throws InputException if the logs or the options cannot be used
   * @throws IOException if the disk fails
   */
  public static PreparationReport run(PreparationOptions options, Progress progress)
      throws IOException {
    return new Preparation(options, progress).run();
  }

  private PreparationReport run() throws IOException {
    List<Path> files = InputFiles.find(options.logs(), options.layout().fileOrder());
    try (WorkFolder folder = WorkFolder.create(options.out(), options.overwrite(), progress)) {
      PreparationReport report;
      try (Database database =
          Database.open(folder.folder(), options.memory(), options.columns().timeZone())) {
        report = prepare(database, files, folder.result());
      } catch (SQLException e) {
        throw new IOException(
            "the preparation failed in DuckDB (is the disk full?): " + e.getMessage(), e);
      }
      Files.writeString(
          folder.result().resolve(Dataset.RECORD),
          JSON.writeValueAsString(report.asMap()) + "\n",
          StandardCharsets.UTF_8);
      folder.moveResult();
      return report;
    }
  }

  private PreparationReport prepare(Database database, List<Path> files, Path result)
      throws IOException, SQLException {
    LogReader reader = new LogReader(database, options);
    reader.read(files, progress);
    database.run("CREATE VIEW click AS\n" + Sql.statement("click", Map.of()));
    BadRows bad = BadRows.find(database, reader.files());
    bad.check(options.maxBad());
    number(database, reader);
    Cleaning cleaning = new Cleaning(database);
    if (options.columns().gap().isPresent()) {
      progress.step("building sessions from pauses");
      cleaning.divideAtGaps(options.columns());
    }
    Counts log = cleaning.counts();
    clean(database, cleaning);
    ItemOrder order = new ItemOrder(Math.toIntExact(database.number("SELECT count(*) FROM item")));
    Map<String, Part> parts = writeParts(database, order, result);
    progress.step("writing the catalogue");
    CatalogTables catalog = new CatalogTables(database, order);
    catalog.choose(reader.roles().itemColumns(), options.columns().itemColumns().isPresent());
    catalog.write(result.resolve("catalog.safetensors"));
    return new PreparationReport(
        options.out(),
        options.asMap(),
        files.stream().map(Path::toString).toList(),
        columns(reader),
        true,
        bad.rows(),
        bad.bad(),
        bad.first(),
        log,
        cleaning.steps(),
        parts,
        order.size(),
        catalog.columns(),
        notes);
  }

  private void number(Database database, LogReader reader) throws SQLException, IOException {
    long[] range =
        database.numbers("SELECT min(us) FILTER (us > 0), max(us) FILTER (us > 0) FROM click");
    reader.time().checkUnit(options.columns(), range[0], range[1]);
    progress.step("numbering sessions and items");
    database.table("item");
    database.table("session_key");
    database.table("event");
    database.run("DROP TABLE session_key");
  }

  private void clean(Database database, Cleaning cleaning) throws SQLException, IOException {
    progress.step("cleaning");
    if (options.filter().dropRepeats()) {
      cleaning.dropRepeats();
    }
    cleaning.toFixedPoint(options.filter());
    cleaning.requireEvents();
    progress.step("splitting");
    Boundaries boundaries =
        Boundaries.ofDays(
            options.split(),
            database.number("SELECT max(us) FROM event"),
            options.columns().timeZone());
    if (options.split().cutSessions()) {
      cleaning.cut(boundaries.parameters(), options.filter());
    }
    database.table("session_part", "session_part", boundaries.parameters());
  }

  private Map<String, Part> writeParts(Database database, ItemOrder order, Path result)
      throws SQLException, IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (int part = 0; part < PARTS.size(); part++) {
      String name = PARTS.get(part);
      long[] size =
          database.numbers("SELECT count(*), sum(events) FROM session_part WHERE part = " + part);
      if (part == 0 && size[0] == 0) {
        throw new InputException(
            "no session is left for training: all begin in the days that are split off. Ask for"
                + " fewer with --test-days and --valid-days, or give a longer log");
      }
      if (size[0] > 0) {
        progress.step("writing " + name);
        int known = part == 0 ? Integer.MAX_VALUE : parts.get("train").itemsSoFar();
        Path file = result.resolve(name + ".safetensors");
        parts.put(
            name, new PartWriter(order, known, true).write(database, part, size[0], size[1], file));
      }
    }
    return parts;
  }

  private static Map<String, Object> columns(LogReader reader) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("session", reader.roles().owner());
    columns.put("item", reader.roles().item());
    columns.put("time", reader.roles().time());
    columns.put("order", reader.roles().order());
    return columns;
  }
}
