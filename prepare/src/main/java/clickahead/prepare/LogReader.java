package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.prepare.LoadedLog.LoadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads log files whose rows are events. */
final class LogReader {
  private final Database database;
  private final PreparationOptions options;
  private final AtomicUsers users;
  private final List<LoadedFile> files = new ArrayList<>();
  private ColumnRoles roles;
  private TimeReading time;

  LogReader(Database database, PreparationOptions options, AtomicUsers users) {
    this.users = users;
    this.database = database;
    this.options = options;
  }

  /** Reads one file after the other. */
  LoadedLog read(List<Path> paths, Progress progress) throws IOException, SQLException {
    for (Path path : paths) {
      progress.step("reading " + path, Files.size(path));
      LogFile file = open(path);
      ColumnRoles found = roles(file);
      if (roles == null) {
        roles = found;
        time = time(file);
        createTable();
      } else if (!found.itemColumns().containsAll(roles.itemColumns())) {
        throw new InputException(
            file.where()
                + ": lacks columns of the files before it (found: "
                + String.join(", ", file.columns())
                + "; wanted: "
                + String.join(", ", roles.itemColumns())
                + "). Name those that all files have with --item-columns");
      }
      load(file, found);
    }
    users.lookUp(files.getFirst().file(), roles.owner());
    return new LoadedLog(files, roles, time, 0, LoadedLog.Rows.EVENTS);
  }

  private ColumnRoles roles(LogFile file) throws InputException {
    try {
      if (options.layout().format() != LogFormat.ATOMIC) {
        ColumnRoles found = ColumnRoles.find(file, options.columns());
        return options.columns().itemColumns().isPresent()
            ? found
            : found.without(logColumns(file));
      }
      return ColumnRoles.ofInteractions(file, options.columns());
    } catch (InputException e) {
      if (options.recipe().isEmpty()) {
        throw e;
      }
      throw new InputException(
          e.getMessage()
              + "; recipe '"
              + options.recipe().get().name()
              + "' expects the file as it is downloaded, other files are prepared without --recipe");
    }
  }

  /**
   * The columns of events and sessions under the names that the file has; null for one that only
   * users have.
   */
  private List<String> logColumns(LogFile file) throws InputException {
    List<String> wanted = options.features().logColumns();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      boolean ofUsers =
          i >= options.features().eventColumns().size() && users.have(wanted.get(i), file);
      names.add(
          ofUsers ? null : ColumnRoles.named(file, options.features().option(i), wanted.get(i)));
    }
    return names;
  }

  private LogFile open(Path path) throws IOException, SQLException {
    return switch (format(path)) {
      case PARQUET -> TypedFile.parquet(database, path);
      case JSON_LINES -> TypedFile.jsonLines(database, path);
      case AUTO, DELIMITED, ATOMIC, SESSION_LIST ->
          DelimitedFile.open(database, path, options.layout());
    };
  }

  private LogFormat format(Path path) {
    if (options.layout().format() != LogFormat.AUTO) {
      return options.layout().format();
    }
    String name =
        path.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
    if (name.endsWith(".parquet")) {
      return LogFormat.PARQUET;
    }
    return name.matches(".*\\.(json|jsonl|ndjson)") ? LogFormat.JSON_LINES : LogFormat.DELIMITED;
  }

  private TimeReading time(LogFile file) throws SQLException, IOException {
    try {
      return TimeReading.find(database, file, roles, options.columns());
    } catch (SQLException e) {
      throw InputFiles.unreadable(file.path(), e);
    }
  }

  private void createTable() throws SQLException {
    StringBuilder columns =
        new StringBuilder("session VARCHAR, item VARCHAR, us BIGINT, ord DOUBLE");
    for (int i = 0; i < roles.itemColumns().size(); i++) {
      columns.append(", c").append(i).append(" VARCHAR");
    }
    for (int i = 0; i < options.features().logColumns().size(); i++) {
      columns.append(", e").append(i).append(" VARCHAR");
    }
    for (String column : RecipeReading.kept(options)) {
      columns.append(", ").append(Sql.name(column)).append(" VARCHAR");
    }
    database.run("CREATE TABLE raw (" + columns + ")");
  }

  private void load(LogFile file, ColumnRoles found) throws SQLException, IOException {
    try {
      files.add(
          file instanceof DelimitedFile delimited
              ? new Rejects(database)
                  .read(delimited, "raw", texts(), from -> insert(from, file, found))
              : loadTyped(file, found));
    } catch (SQLException e) {
      throw InputFiles.unreadable(file.path(), e);
    }
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("session", "item"));
    for (int i = 0; i < roles.itemColumns().size(); i++) {
      texts.add("c" + i);
    }
    List<String> others = options.features().logColumns();
    for (int i = 0; i < others.size(); i++) {
      // A column that stands there twice has its line ends once in the file.
      String name = others.get(i);
      if (!roles.itemColumns().contains(name)
          && !roles.owner().equals(name)
          && others.indexOf(name) == i) {
        texts.add("e" + i);
      }
    }
    return texts;
  }

  private LoadedFile loadTyped(LogFile file, ColumnRoles found) throws SQLException, IOException {
    long before = database.number("SELECT count(*) FROM raw");
    insert(file.relation(), file, found);
    long rows = database.number("SELECT count(*) FROM raw") - before;
    return new LoadedFile(file, before, rows, List.of(), 0);
  }

  private String item(LogFile file, ColumnRoles found) {
    String missing = RecipeReading.missingItem(options);
    String item = file.text(found.item());
    return missing.isEmpty() ? item : "coalesce(" + item + ", " + Sql.text(missing) + ")";
  }

  private void insert(String relation, LogFile file, ColumnRoles found)
      throws SQLException, IOException {
    StringBuilder select =
        new StringBuilder("INSERT INTO raw SELECT ")
            .append(file.text(found.owner()))
            .append(", ")
            .append(item(file, found))
            .append(", ")
            .append(time.expression(file, found.time()))
            .append(", ")
            .append(
                found.order().isEmpty()
                    ? "0"
                    : "TRY_CAST(" + file.text(found.order()) + " AS DOUBLE)");
    for (String column : roles.itemColumns()) {
      select.append(", ").append(file.values(column));
    }
    boolean atomic = options.layout().format() == LogFormat.ATOMIC;
    AtomicValues values = atomic ? new AtomicValues(file.path(), options) : null;
    for (String column : logColumns(file)) {
      String value =
          atomic ? column == null ? "NULL" : values.text(file, column) : file.values(column);
      select.append(", ").append(value);
    }
    for (String column : RecipeReading.kept(options)) {
      select.append(", ").append(file.text(ColumnRoles.named(file, "--column-names", column)));
    }
    database.run(select.append(" FROM ").append(relation).toString());
  }
}
