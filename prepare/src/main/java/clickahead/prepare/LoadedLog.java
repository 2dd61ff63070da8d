package clickahead.prepare;

import clickahead.prepare.LoadedLog.LoadedFile;
import java.sql.SQLException;
import java.util.List;

/**
 * A log that was read into the table {@code raw}: session, item, time and order as they stand, NULL
 * where they cannot be read. The table's rowid follows the files and their lines.
 *
 * @param files the files read, in order
 * @param roles the columns used
 * @param time how times were read; null where there are none, as in session lists, whose times are
 *     the number of the line
 * @param lines number of lines of session lists
 * @param rows what the rows of the files are
 */
record LoadedLog(
    List<LoadedFile> files, ColumnRoles roles, TimeReading time, long lines, Rows rows) {

  /** What the rows of the files are, and where they were read to. */
  enum Rows {
    /** Each is an event. */
    EVENTS("raw", "click", ""),
    /** Each is a session. */
    SESSIONS("raw", "click", "us"),
    /** Each is a list of items and the one behind it. */
    LISTS("list_row", "usable_list_row", "chain");

    private final String table;
    private final String usable;
    private final String rowOfEvent;

    Rows(String table, String usable, String rowOfEvent) {
      this.table = table;
      this.usable = usable;
      this.rowOfEvent = rowOfEvent;
    }

    /** Counts the rows that were read but cannot be used. */
    String countUnusable() {
      return "SELECT (SELECT count(*) FROM %s) - (SELECT count(*) FROM %s)"
          .formatted(table, usable);
    }

    /** Selects the first of them, and why. */
    String selectUnusable(int limit) {
      String reason =
          "CASE WHEN session IS NULL THEN 'no session id' WHEN item IS NULL THEN 'no item id' "
              + (this == LISTS
                  ? "WHEN items IS NULL THEN 'no item in the list' ELSE 'no readable time, or another number of times than of items' END"
                  : "WHEN us IS NULL OR ord IS NOT NULL THEN 'no readable time' ELSE 'no number in the order column' END");
      return "SELECT rowid, %s FROM %s WHERE rowid NOT IN (SELECT position FROM %s) ORDER BY rowid LIMIT %d"
          .formatted(reason, table, usable, limit);
    }
  }

  /**
   * A file that was read.
   *
   * @param file the file
   * @param firstRow rowid of its first row
   * @param rows rows that have the right number of values
   * @param rejected lines, counted as the reader counts them, that have not
   * @param lost lines that disappeared behind a quote that is not closed
   */
  record LoadedFile(LogFile file, long firstRow, long rows, List<Long> rejected, long lost) {

    /** Number of rows that could not be read. */
    long unread() {
      return rejected.size() + lost;
    }
  }

  /** Do the events have times? */
  boolean timed() {
    return time != null;
  }

  /**
   * The position in {@code raw} of a file's first event.
   *
   * @param file its number from 0; behind the last one: no position is as large
   */
  long firstPosition(Database database, int file) throws SQLException {
    if (file == files.size()) {
      return Long.MAX_VALUE;
    }
    long first = files.get(file).firstRow();
    return rows == Rows.EVENTS
        ? first
        : database.number("SELECT count(*) FROM raw WHERE " + rows.rowOfEvent + " < " + first);
  }
}
