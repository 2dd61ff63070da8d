package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.prepare.LoadedLog.LoadedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the rows that cannot be used, and shows the first of them.
 *
 * @param file the first file
 * @param rows number of all rows
 * @param bad number of those that cannot be used
 * @param lost number of those that disappeared behind a quote that is not closed
 * @param first the first few of those
 */
record BadRows(Path file, long rows, long bad, long lost, List<BadRow> first) {
  private static final int SHOWN = 5;

  static BadRows find(Database database, LoadedLog loaded) throws SQLException, IOException {
    List<LoadedFile> files = loaded.files();
    long rows = 0;
    long rejected = 0;
    for (LoadedFile file : files) {
      rows += file.rows() + file.unread();
      rejected += file.unread();
    }
    long unusable = database.number(loaded.rows().countUnusable());
    List<BadRow> first = new ArrayList<>();
    if (rejected + unusable > 0) {
      Map<Long, String> cells = unusable == 0 ? Map.of() : firstUnusable(database, loaded);
      for (LoadedFile file : files) {
        if (first.size() < SHOWN) {
          first.addAll(BadRowLocator.locate(database, file, cells, SHOWN - first.size()));
        }
      }
    }
    long lost = files.stream().mapToLong(LoadedFile::lost).sum();
    return new BadRows(files.getFirst().file().path(), rows, rejected + unusable, lost, first);
  }

  private static Map<Long, String> firstUnusable(Database database, LoadedLog loaded)
      throws SQLException, IOException {
    Map<Long, String> reasons = new HashMap<>();
    database.query(
        loaded.rows().selectUnusable(SHOWN), row -> reasons.put(row.getLong(1), row.getString(2)));
    return reasons;
  }

  /**
   * Complains if too many rows are bad.
   *
   * @throws InputException with the first of them
   */
  void check(double maxBad) throws InputException {
    if (rows == 0) {
      throw new InputException(file + ": has no rows, expected at least one event");
    }
    if (bad <= maxBad * rows) {
      return;
    }
    StringBuilder problem =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d of %,d rows (%.2f %%) cannot be used, more than the %.2f %% allowed:",
                bad,
                rows,
                100.0 * bad / rows,
                100 * maxBad));
    for (BadRow row : first) {
      problem.append("\n  ").append(describe(row));
    }
    if (lost > 0) {
      problem.append(
          String.format(
              Locale.ROOT,
              "%n%,d of them stand behind a quote that is not closed; if quotes are plain characters,"
                  + " pass --no-quotes",
              lost));
    }
    throw new InputException(
        problem
            + "\nMend the log, check --delimiter and the columns, or allow more with --max-bad");
  }

  static String describe(BadRow row) {
    return row.file() + ":" + row.line() + ": " + row.reason() + ": " + row.text();
  }
}
