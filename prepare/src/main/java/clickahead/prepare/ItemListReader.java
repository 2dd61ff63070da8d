package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.prepare.LoadedLog.LoadedFile;
import clickahead.prepare.PrefixRows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Reads atomic files whose rows are lists of items and the one behind each. Rows of one session are
 * put together to it: to the table {@code raw}, as if its events had been read, and to {@code
 * first_target}, which says of each session's first position where the events begin that some row
 * predicts. Those before them are history only.
 */
final class ItemListReader {
  /** Between the values of a list: a character that ids do not have. */
  private static final String BETWEEN = "\u001F";

  /**
   * More rows than this share that fit to no other: then none that do are taken for one session.
   */
  private static final double MOST_ALONE = 0.01;

  private final Database database;
  private final PreparationOptions options;
  private final List<String> notes;
  private final List<LoadedFile> files = new ArrayList<>();
  private ColumnRoles roles;
  private TimeReading time;

  /**
   * @param notes hears what was made of the rows
   */
  ItemListReader(Database database, PreparationOptions options, List<String> notes) {
    this.database = database;
    this.options = options;
    this.notes = notes;
  }

  /** Are the files of this kind? */
  static boolean fits(Database database, Path path, PreparationOptions options)
      throws IOException, SQLException {
    return options.layout().format() == LogFormat.ATOMIC
        && options.atomic().orElse(AtomicChoice.ALL).itemLists()
        && ColumnRoles.hasItemLists(
            DelimitedFile.open(database, path, options.layout()), options.columns());
  }

  LoadedLog read(List<Path> paths, Progress progress) throws IOException, SQLException {
    if (!options.features().logColumns().isEmpty()) {
      throw new InputException(
          paths.getFirst()
              + ": rows of lists say nothing of single events, so there is nothing for"
              + " --event-features and --session-features. Leave these options out");
    }
    database.run(
        "CREATE TABLE list_row (file INTEGER, session VARCHAR, item VARCHAR, items VARCHAR[], us"
            + " BIGINT, times BIGINT[])");
    for (Path path : paths) {
      progress.step("reading " + path, Files.size(path));
      load(path);
    }
    Map<String, Long> timed = Map.of("timed", time == null ? 0L : 1L);
    database.run("CREATE VIEW usable_list_row AS\n" + Sql.statement("usable_list_row", timed));
    progress.step("joining rows to sessions");
    database.run("CREATE TABLE list_chain (position BIGINT, chain BIGINT, step INTEGER)");
    chain();
    database.table("list_session");
    database.table("raw", "list_event", timed);
    database.table("chain_position");
    database.table("first_target");
    requireWholeSessions();
    noteChains();
    return new LoadedLog(files, roles, time, 0, LoadedLog.Rows.LISTS);
  }

  private void load(Path path) throws IOException, SQLException {
    DelimitedFile file = DelimitedFile.open(database, path, options.layout());
    if (!ColumnRoles.hasItemLists(file, options.columns())) {
      throw new InputException(
          file.where()
              + ": no list of items, as the file before it has (found: "
              + String.join(", ", file.columns())
              + ")");
    }
    ColumnRoles found = ColumnRoles.ofItemLists(file, options.columns());
    if (roles == null) {
      roles = found;
      time =
          found.time().isEmpty()
              ? null
              : TimeReading.find(database, file, found, options.columns());
    }
    if (found.time().isEmpty() != roles.time().isEmpty()) {
      throw new InputException(file.where() + ": not all files have lists of times");
    }
    String times =
        time == null
            ? "NULL"
            : "list_transform(%s, lambda value: %s)"
                .formatted(
                    list(file, found.time().getFirst() + ColumnRoles.LIST),
                    time.expression("value"));
    String us = time == null ? "NULL" : time.expression(file, found.time());
    String select =
        "INSERT INTO list_row SELECT %d, %s, %s, %s, %s, %s FROM "
            .formatted(
                files.size(),
                file.text(found.owner()),
                file.text(found.item()),
                list(file, found.item() + ColumnRoles.LIST),
                us,
                times);
    try {
      files.add(
          new Rejects(database)
              .read(
                  file,
                  "list_row",
                  List.of("session", "item", "array_to_string(items, ' ')"),
                  from -> database.run(select + from)));
    } catch (SQLException e) {
      throw InputFiles.unreadable(path, e);
    }
  }

  /** The values of a list; NULL where there are none. */
  private String list(LogFile file, String column) {
    String separator = options.atomic().orElse(AtomicChoice.ALL).valueSeparator();
    return "NULLIF(list_filter(string_split(%s, %s), lambda value: value <> ''), [])"
        .formatted(file.text(column), Sql.text(separator));
  }

  private void chain() throws SQLException, IOException {
    long[] numbers =
        database.numbers(
            "SELECT count(*), count(DISTINCT (file, session)), max(len(items)) FROM"
                + " usable_list_row");
    boolean grouped = numbers[0] > numbers[1];
    long alone = 0;
    // On a connection of its own, as the rows are still being read.
    try (DuckDBConnection connection =
            database.connection().duplicate().unwrap(DuckDBConnection.class);
        DuckDBAppender appender = connection.createAppender("main", "list_chain")) {
      Chains chains = new Chains(appender);
      if (grouped) {
        chainGroups(chains, (int) numbers[2]);
      } else {
        alone = chainNeighbours(chains, (int) numbers[2]);
      }
    }
    if (alone > MOST_ALONE * numbers[0]) {
      database.run(
          "CREATE OR REPLACE TABLE list_chain AS SELECT position, position AS chain, 0 AS step FROM"
              + " usable_list_row");
    }
  }

  /** Rows that have a session's id in common are of one session, as far as they fit together. */
  private void chainGroups(Chains chains, int longest) throws SQLException, IOException {
    List<Row> group = new ArrayList<>();
    long[] last = {-1};
    database.query(
        Sql.statement("list_row_by_session", Map.of()),
        row -> {
          if (row.getLong(2) != last[0]) {
            chains.addAll(PrefixRows.ofOneSession(group, longest));
            group.clear();
            last[0] = row.getLong(2);
          }
          group.add(row(row.getLong(1), row.getString(3), row.getString(4)));
        });
    chains.addAll(PrefixRows.ofOneSession(group, longest));
  }

  /**
   * Each row has an id of its own, as a running number. Where sessions stand there with all of
   * their prefixes, rows follow, or go before, one that is shorter by an item, down to a list of
   * one item. If they do not, rows only look alike, and each is a session of its own.
   *
   * @return how many rows are not among such
   */
  private long chainNeighbours(Chains chains, int longest) throws SQLException, IOException {
    List<Row> run = new ArrayList<>();
    long[] alone = {0};
    database.query(
        "SELECT position, array_to_string(items, chr(31)), item, file FROM usable_list_row ORDER BY"
            + " position",
        row -> {
          Row next = row(row.getLong(1), row.getString(2), row.getString(3));
          boolean begins = row.getLong(1) == files.get(row.getInt(4)).firstRow();
          if (!run.isEmpty() && (begins || !PrefixRows.goesOn(run, next, longest))) {
            alone[0] += chains.addRun(run);
            run.clear();
          }
          run.add(next);
        });
    return run.isEmpty() ? 0 : alone[0] + chains.addRun(run);
  }

  private static Row row(long number, String before, String item) {
    return new Row(number, Arrays.asList(before.split(BETWEEN, -1)), item);
  }

  /** Writes the chains' rows: which chain each is in, and how manieth it is there from 0. */
  private record Chains(DuckDBAppender appender) {

    /** Adds a run as one chain, or if it is none each row; returns the number of the latter. */
    int addRun(List<Row> run) throws SQLException {
      List<Row> chain = PrefixRows.fromShortest(run);
      addAll(chain.isEmpty() ? run.stream().map(List::of).toList() : List.of(chain));
      return run.size() - chain.size();
    }

    void addAll(List<List<Row>> chains) throws SQLException {
      for (List<Row> chain : chains) {
        long first = chain.stream().mapToLong(Row::number).min().orElseThrow();
        for (int step = 0; step < chain.size(); step++) {
          appender.beginRow();
          appender.append(chain.get(step).number());
          appender.append(first);
          appender.append(step);
          appender.endRow();
        }
      }
    }
  }

  private void requireWholeSessions() throws SQLException, InputException {
    boolean cuts = options.dwellThreshold().isPresent() || options.split().keepsHistories();
    if (cuts && database.number("SELECT count(*) FROM first_target") > 0) {
      throw new InputException(
          files.getFirst().file().path()
              + ": its sessions begin with events that no row predicts, which --repeat-by-dwell and"
              + " --split leave-one-out or within cannot tell from others. Leave these options out");
    }
  }

  private void noteChains() throws SQLException {
    long[] counts =
        database.numbers(
            "SELECT (SELECT count(*) FROM list_chain), (SELECT count(*) FROM list_session),"
                + " (SELECT count(*) FROM list_session WHERE copies > 1),"
                + " (SELECT count(*) FROM first_target), (SELECT sum(given) FROM first_target)");
    notes.add(
        String.format(Locale.ROOT, "%,d rows of lists are %,d sessions", counts[0], counts[1]));
    if (counts[2] > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d sessions have an id that others have too, and rows that do not fit together; all"
                  + " ids have a number behind them",
              counts[2]));
    }
    if (counts[3] > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d sessions begin with %,d events that no row predicts: they are history. Sequence"
                  + " models do not learn them, other models do",
              counts[3],
              counts[4]));
    }
    if (time == null) {
      notes.add("the files have no lists of times: events stand in the order of the rows");
    }
  }
}
