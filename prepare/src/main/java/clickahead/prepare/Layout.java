package clickahead.prepare;

import java.util.List;

/**
 * How the log files are laid out.
 *
 * @param format file format
 * @param delimiter what separates values in delimited text; empty: found from the first lines
 * @param quotes may values stand in double quotes? If not, a quote is a character like others
 * @param header does delimited text start with a line of column names?
 * @param columnNames names for the columns of delimited text without header; empty: 1, 2, 3 ...
 * @param fileOrder order of several files
 */
public record Layout(
    LogFormat format,
    String delimiter,
    boolean quotes,
    boolean header,
    List<String> columnNames,
    FileOrder fileOrder) {

  /** Takes a copy of the names. */
  public Layout {
    columnNames = List.copyOf(columnNames);
  }
}
