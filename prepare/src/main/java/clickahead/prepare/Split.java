package clickahead.prepare;

import java.util.Optional;

/**
 * How the sessions are divided into train, valid and test.
 *
 * @param testDays sessions that begin less than so many days before the last event are the test
 *     part, whole; 0: no test part
 * @param validDays sessions that begin less than so many days before that boundary are the valid
 *     part; 0: no valid part
 * @param calendarDays count days from midnight: 1 is the calendar day of the last event
 * @param cutSessions cut sessions that straddle a boundary: events at or after it are removed
 * @param testLines for session lists: the last so many lines are the test part
 * @param validLines for session lists: so many lines before those are the valid part
 * @param division by shares, in place of days and lines
 */
public record Split(
    int testDays,
    int validDays,
    boolean calendarDays,
    boolean cutSessions,
    long testLines,
    long validLines,
    Optional<Division> division) {

  /** Are sessions cut so that valid and test keep what came before as history? */
  boolean keepsHistories() {
    return division.isPresent() && division.get().cutsSessions();
  }

  /** Does it ask for a part, {@code valid} or {@code test}? */
  boolean asksFor(String part) {
    if (division.isPresent()) {
      return division.get().makes(part);
    }
    return part.equals("test") ? testDays + testLines > 0 : validDays + validLines > 0;
  }
}
