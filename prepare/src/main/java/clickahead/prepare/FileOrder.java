package clickahead.prepare;

/** The order in which several log files are read; it decides among events of equal time. */
public enum FileOrder {
  /** By file name, then by folder. */
  NAME,
  /** As given; the files of one pattern by name. */
  GIVEN
}
