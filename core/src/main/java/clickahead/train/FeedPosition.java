package clickahead.train;

/**
 * Where a feed stands between two mini-batches.
 *
 * @param nextSession place, in the epoch's order, of the next session that a slot will take
 * @param event the event that each slot feeds next [B]
 * @param last the last event of each slot's session [B]; a slot is done where event reaches it
 */
public record FeedPosition(int nextSession, long[] event, long[] last) {}
