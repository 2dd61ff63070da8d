package clickahead.prepare;

/** How a log file is laid out. */
public enum LogFormat {
  /** By the file's name: .parquet, .json, .jsonl and .ndjson, everything else is delimited text. */
  AUTO,
  /** One event a line, values separated by a delimiter: CSV, TSV and the like. */
  DELIMITED,
  /** One JSON object a line. */
  JSON_LINES,
  /** Apache Parquet. */
  PARQUET,
  /** RecBole's atomic files: tab-separated, with a header of names and types. */
  ATOMIC,
  /** One session a line, items separated by spaces, no times. */
  SESSION_LIST
}
