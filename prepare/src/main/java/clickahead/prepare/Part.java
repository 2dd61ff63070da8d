package clickahead.prepare;

/**
 * One part of the result.
 *
 * @param sessions number of sessions
 * @param events number of events
 * @param items number of distinct items
 * @param itemsSoFar number of distinct items of this part and those before it
 * @param unknownItems items that train does not have
 * @param unknownEvents events on those
 * @param firstTime time of its first event in milliseconds since 1970 UTC; without times a position
 * @param lastTime time of its last event
 */
public record Part(
    long sessions,
    long events,
    int items,
    int itemsSoFar,
    int unknownItems,
    long unknownEvents,
    long firstTime,
    long lastTime) {}
