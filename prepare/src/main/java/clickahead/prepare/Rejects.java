package clickahead.prepare;

import clickahead.prepare.LoadedLog.LoadedFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads delimited files and notes the lines that DuckDB rejects. */
final class Rejects {
  private final Database database;

  Rejects(Database database) {
    this.database = database;
  }

  /** Reads the rows of a relation. */
  @FunctionalInterface
  interface Reading {
    /** Reads them all. */
    void from(String relation) throws SQLException, IOException;
  }

  /**
   * Reads a file into a table.
   *
   * @param table the table that the reading fills
   * @param texts its columns of text
   */
  LoadedFile read(DelimitedFile file, String table, List<String> texts, Reading reading)
      throws SQLException, IOException {
    long before = database.number("SELECT count(*) FROM " + table);
    drop();
    try {
      reading.from(file.relationWithRejects());
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("invalid state")) {
        throw e;
      }
      drop();
      reading.from(file.lenient().relationWithRejects());
    }
    List<Long> lines = new ArrayList<>();
    database.query(
        "SELECT DISTINCT line FROM reject_errors ORDER BY line", row -> lines.add(row.getLong(1)));
    long rows = database.number("SELECT count(*) FROM " + table) - before;
    if (!anyOpenQuote()) {
      return new LoadedFile(file, before, rows, lines, 0);
    }
    long within = lineBreaks(table, texts, before);
    return new LoadedFile(
        file, before, rows, lines, Math.max(0, lines(file) - within - rows - lines.size()));
  }

  /**
   * A quote that is not closed makes DuckDB skip up to 2 MB behind it for one rejected line; what
   * was skipped shows only in the number of lines.
   */
  private boolean anyOpenQuote() throws SQLException {
    return database.number(
            "SELECT count(*) FROM reject_errors"
                + " WHERE error_type IN ('UNQUOTED VALUE', 'LINE SIZE OVER MAXIMUM')")
        > 0;
  }

  private long lines(DelimitedFile file) throws SQLException, IOException {
    long[] count = {file.header() ? -1 : 0};
    ByteLines.read(
        database,
        file.path(),
        line -> {
          count[0] += line == null ? 0 : 1;
          return true;
        });
    return count[0];
  }

  private long lineBreaks(String table, List<String> texts, long firstRow) throws SQLException {
    String all = "concat(" + String.join(", ", texts) + ")";
    return database.number(
        "SELECT sum(length("
            + all
            + ") - length(replace("
            + all
            + ", chr(10), ''))) FROM "
            + table
            + " WHERE rowid >= "
            + firstRow);
  }

  private void drop() throws SQLException {
    database.run("DROP TABLE IF EXISTS reject_errors");
    database.run("DROP TABLE IF EXISTS reject_scans");
  }
}
