package clickahead.data;

/**
 * A log with other columns.
 *
 * @param log the log
 * @param columns one value for each of its events or sessions
 */
record SessionLogWithColumns(SessionLog log, LogColumns columns) implements DerivedSessionLog {}
