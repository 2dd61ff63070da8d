package clickahead.train;

/**
 * Where a feed stands between two mini-batches.
 *
 * @param next place, in the epoch's order, of the next session that a slot will take, or of the
 *     next sequence
 * @param given prefixes that the epoch's sequences have given so far; 0 with slots
 * @param event the event that each slot feeds next [B]; empty with sequences
 * @param last the last event of each slot's session [B]; a slot is done where event reaches it
 */
public record FeedPosition(int next, long given, long[] event, long[] last) {
  private static final long[] NO_SLOTS = {};

  /** Of a feed with slots. */
  static FeedPosition ofSlots(int nextSession, long[] event, long[] last) {
    return new FeedPosition(nextSession, 0, event.clone(), last.clone());
  }

  /** Of a feed of sequences. */
  public static FeedPosition ofSequences(int nextSequence, long given) {
    return new FeedPosition(nextSequence, given, NO_SLOTS, NO_SLOTS);
  }
}
