package clickahead.prepare;

/**
 * What one step of the preparation removed.
 *
 * @param name the step
 * @param reason why
 * @param events events removed
 * @param sessions sessions that are gone entirely
 * @param items items that are gone entirely
 */
public record Step(String name, String reason, long events, long sessions, long items) {}
