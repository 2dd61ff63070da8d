package clickahead.prepare;

/**
 * What is removed from the log, before it is split.
 *
 * @param dropRepeats keep only the first of consecutive events on the same item in a session
 * @param minItemSupport items with fewer events are removed
 * @param minSessionLength sessions with fewer events are removed; in turn with the items, until
 *     both hold
 */
public record Filter(boolean dropRepeats, int minItemSupport, int minSessionLength) {}
