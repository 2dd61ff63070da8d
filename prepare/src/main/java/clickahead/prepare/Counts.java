package clickahead.prepare;

/**
 * The size of a log.
 *
 * @param events number of events
 * @param sessions number of sessions
 * @param items number of distinct items
 */
public record Counts(long events, long sessions, long items) {

  /** What a step removed that left these. */
  Step removedBy(String name, String reason, Counts before) {
    return new Step(
        name, reason, before.events - events, before.sessions - sessions, before.items - items);
  }
}
