package clickahead.prepare;

/**
 * What a log is converted to.
 *
 * @param target the format
 * @param timed do the events have times? Lists have columns of them only then
 * @param longestList items of the longest list; of longer ones the last are written
 * @param types of the columns of atomic files
 */
public record TargetForm(LogTarget target, boolean timed, int longestList, AtomicTypes types) {}
