package clickahead.prepare;

import java.util.List;

/**
 * A log that was read into the table {@code raw}: session, item, time and order as they stand, NULL
 * where they cannot be read. The table's rowid follows the files and their lines.
 *
 * @param files the files read, in order
 * @param roles the columns used
 * @param time how times were read; null for session lists, whose times are the number of the line
 * @param lines number of lines of session lists
 */
record LoadedLog(List<LoadedFile> files, ColumnRoles roles, TimeReading time, long lines) {

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
}
