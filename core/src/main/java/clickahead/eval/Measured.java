package clickahead.eval;

import java.util.List;

/**
 * What was measured of one model.
 *
 * @param ranks of all events
 * @param metrics made of them
 * @param lists diversity of the lists for each cut-off; empty if they were not asked for
 */
public record Measured(Ranks ranks, Metrics metrics, List<ListDiversity> lists) {}
