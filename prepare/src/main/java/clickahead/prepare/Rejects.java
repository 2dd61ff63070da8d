package clickahead.prepare;

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
    void from(String relation) throws SQLException;
  }

  /**
   * Reads a file.
   *
   * @return the rejected lines as DuckDB counts them: a row in quotes over several lines is one
   */
  List<Long> reading(DelimitedFile file, Reading reading) throws SQLException, IOException {
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
    return lines;
  }

  private void drop() throws SQLException {
    database.run("DROP TABLE IF EXISTS reject_errors");
    database.run("DROP TABLE IF EXISTS reject_scans");
  }
}
