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
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a data set of raw logs. */
public final class Preparation {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PreparationOptions options;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private Optional<Recipe> recipe;
  private AtomicFiles atomic;

  private Preparation(PreparationOptions options, Progress progress) {
    this.options = options;
    this.recipe = options.recipe();
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

  /**
   * Reads one log as it is: every session, however short, becomes the train part of a data set; no
   * item is removed, and nothing is split off. For logs that somebody has prepared already, such as
   * the tab-separated files of the official GRU4Rec.
   *
   * @param log the file
   * @param folder the data set's folder; it must not exist or be empty
   * @param columns sets what the log's form asks for, such as {@code o -> o.itemColumn("sku")}
   * @throws InputException if the log cannot be used
   */
  public static Dataset readFile(
      Path log, Path folder, UnaryOperator<PreparationOptionsBuilder> columns, Progress progress)
      throws IOException {
    PreparationOptionsBuilder options =
        columns.apply(PreparationOptions.builder().itemColumns(List.of()));
    run(options.logs(List.of(log.toString())).out(folder).minSessionLength(1).build(), progress);
    return Dataset.open(folder).of(log);
  }

  private PreparationReport run() throws IOException {
    List<Path> files = files();
    try (Interruption interruption = new Interruption();
        WorkFolder folder = WorkFolder.create(options.out(), options.overwrite(), progress)) {
      PreparationReport report;
      try (Database database =
              Database.open(folder.folder(), options.memory(), options.columns().timeZone());
          StatementWatch watch = StatementWatch.of(database, progress)) {
        interruption.cancels(database);
        report = prepare(database, files, folder.result());
      } catch (SQLException e) {
        interruption.check();
        throw failure(e);
      }
      Files.writeString(
          folder.result().resolve(Dataset.RECORD),
          JSON.writeValueAsString(report.asMap()) + "\n",
          StandardCharsets.UTF_8);
      interruption.check();
      folder.moveResult();
      return report;
    }
  }

  private List<Path> files() throws IOException {
    if (options.layout().format() != LogFormat.ATOMIC) {
      return InputFiles.find(options.logs(), options.layout().fileOrder());
    }
    if (options.logs().size() != 1) {
      throw new InputException(
          "atomic files are named by one folder or prefix, "
              + options.logs().size()
              + " were given");
    }
    atomic =
        AtomicFiles.find(
            options.logs().getFirst(), options.atomic().orElse(AtomicChoice.ALL).parts());
    InputFiles.requireReadable(atomic.interactions());
    if (atomic.divided()) {
      if (options.recipe().isPresent()
          || !options.split().equals(PreparationOptionsBuilder.NO_SPLIT)) {
        throw new InputException(
            "the files are divided already ("
                + atomic.interactions().getFirst().getFileName()
                + " ...); leave --recipe and the options of the split out");
      }
      recipe = Optional.of(Recipes.named("published-split"));
    }
    AtomicUsers.note(atomic, options.features(), notes);
    return atomic.interactions();
  }

  private IOException failure(SQLException e) {
    String message = String.valueOf(e.getMessage());
    String cure = "";
    if (message.startsWith("Out of Memory")) {
      cure = ". Give it more with --memory (now " + options.memory() + ")";
    } else if (message.startsWith("IO Error") || message.contains("Invalid result set")) {
      cure = ". Check the disk of " + options.out().toAbsolutePath().getParent();
    }
    return new IOException("the preparation failed in DuckDB: " + message + cure, e);
  }

  private PreparationReport prepare(Database database, List<Path> files, Path result)
      throws IOException, SQLException {
    LoadedLog loaded = load(database, files);
    BadRows bad = BadRows.find(database, loaded);
    bad.check(options.maxBad());
    // from here on rows carry their position, and DuckDB need not keep them in order
    database.run("SET preserve_insertion_order = false");
    number(database, loaded);
    Cleaning cleaning = new Cleaning(database);
    if (options.columns().gap().isPresent()) {
      progress.step("building sessions from pauses");
      cleaning.divideAtGaps(options.columns());
    }
    Counts log = cleaning.counts();
    if (atomic != null && options.atomic().isPresent()) {
      new AtomicCleaning(database, options, atomic, cleaning).clean(options.atomic().get());
    }
    ItemOrder order = new ItemOrder(Math.toIntExact(database.number("SELECT count(*) FROM item")));
    PartTables tables;
    Boundaries boundaries = new Boundaries(Boundaries.NEVER, Boundaries.NEVER);
    if (recipe.isPresent()) {
      RecipeRun run = new RecipeRun(database, recipe.get(), cleaning);
      run.run(loaded, progress);
      tables = new PartTables(database, options, order, loaded);
      tables.writeRecipe(run.parts(), result, progress);
    } else {
      clean(cleaning);
      boundaries = split(database, cleaning, loaded);
      tables = new PartTables(database, options, order, loaded);
      tables.writeSplit(result, progress);
    }
    notes.addAll(tables.notes());
    progress.step("writing the catalogue");
    CatalogTables catalog = new CatalogTables(database, order);
    if (atomic != null && atomic.items().isPresent()) {
      catalog.take(new AtomicItems(database, options).read(atomic.items().get(), notes));
    } else {
      catalog.choose(
          loaded.roles().itemColumns(),
          options.columns().itemColumns().isPresent(),
          options.features().texts());
    }
    requireTexts(catalog.columns(), files);
    int trained = tables.parts().get("train").itemsSoFar();
    Features features = options.features();
    catalog.write(
        result.resolve("catalog.safetensors"),
        new ItemFeatureSources(features, result.getParent(), trained, notes)::addTo);
    return new PreparationReport(
        options.out(),
        options.asMap(),
        files.stream().map(Path::toString).toList(),
        columns(loaded.roles()),
        loaded.timed(),
        boundaries,
        bad.rows(),
        bad.bad(),
        bad.first(),
        log,
        cleaning.steps(),
        tables.parts(),
        order.size(),
        catalog.columns(),
        notes);
  }

  private void requireTexts(List<ItemColumn> columns, List<Path> files) throws InputException {
    List<String> names = columns.stream().map(ItemColumn::name).toList();
    for (String text : options.features().texts()) {
      if (!names.contains(text)) {
        throw new InputException(
            files.getFirst()
                + ": no item column '"
                + text
                + "' (found: "
                + String.join(", ", names)
                + "). Pass one of these with --text-columns");
      }
    }
  }

  private LoadedLog load(Database database, List<Path> files) throws IOException, SQLException {
    LoadedLog loaded = read(database, files);
    if (loaded.timed()) {
      long[] range = database.numbers("SELECT min(us), max(us) FROM raw WHERE us > 0");
      loaded
          .time()
          .checkUnit(files.getFirst(), options.columns(), (double) range[0], (double) range[1]);
    }
    database.run("CREATE VIEW click AS\n" + Sql.statement("click", Map.of()));
    return loaded;
  }

  private LoadedLog read(Database database, List<Path> files) throws IOException, SQLException {
    if (options.layout().format() == LogFormat.SESSION_LIST) {
      return new SessionListReader(database).read(files, progress);
    }
    boolean lists = ItemListReader.fits(database, files.getFirst(), options);
    if (lists && !options.features().logColumns().isEmpty()) {
      throw new InputException(
          files.getFirst()
              + ": its rows are lists of items, and no column says what differs within them. Leave"
              + " --event-features and --session-features out");
    }
    return lists
        ? new ItemListReader(database, options, notes).read(files, progress)
        : new LogReader(database, options, AtomicUsers.of(database, options, atomic))
            .read(files, progress);
  }

  private void number(Database database, LoadedLog loaded) throws SQLException, IOException {
    if (loaded.timed()) {
      noteDates(database, loaded);
    }
    progress.step("numbering sessions and items");
    database.table("item");
    database.table("session_key");
    database.table("event");
  }

  private void noteDates(Database database, LoadedLog loaded) throws SQLException {
    // a recipe knows what its files have
    boolean unordered =
        recipe.isEmpty() && loaded.time().unit() == null && loaded.roles().order().isEmpty();
    if (unordered
        && database.number("SELECT count(*) FROM click WHERE us % 86400000000 <> 0") == 0) {
      notes.add(
          "the times are dates only: within a day, the order of the file is taken. If a column"
              + " counts the clicks, pass it with --order-column");
    }
  }

  private void clean(Cleaning cleaning) throws SQLException, IOException {
    progress.step("cleaning");
    if (options.filter().dropRepeats()) {
      cleaning.dropRepeats();
    }
    cleaning.toFixedPoint(options.filter());
    cleaning.requireEvents();
  }

  private Boundaries split(Database database, Cleaning cleaning, LoadedLog loaded)
      throws SQLException {
    progress.step("splitting");
    if (options.split().division().isPresent()) {
      cleaning.divide(options.split().division().get());
      return new Boundaries(Boundaries.NEVER, Boundaries.NEVER);
    }
    long last = database.number("SELECT max(us) FROM event");
    Boundaries boundaries =
        loaded.timed()
            ? Boundaries.ofDays(options.split(), last, options.columns().timeZone())
            : Boundaries.ofLines(options.split(), loaded.lines());
    if (options.split().cutSessions()) {
      cleaning.cut(boundaries.parameters(), options.filter());
    }
    database.table("session_part", "session_part", boundaries.parameters());
    return boundaries;
  }

  private static Map<String, Object> columns(ColumnRoles roles) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("session", roles.owner());
    columns.put("item", roles.item());
    columns.put("time", roles.time());
    columns.put("order", roles.order());
    return columns;
  }
}
