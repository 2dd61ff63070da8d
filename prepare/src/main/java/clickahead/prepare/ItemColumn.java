package clickahead.prepare;

/**
 * What became of a column of the log that may describe items.
 *
 * @param name its name
 * @param kept is it in the catalogue?
 * @param severalValues number of items that have more than one value; the most frequent was taken
 * @param example one of those items, or empty
 */
public record ItemColumn(String name, boolean kept, long severalValues, String example) {}
