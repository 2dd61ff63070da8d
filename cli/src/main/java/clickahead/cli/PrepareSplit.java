package clickahead.cli;

import picocli.CommandLine.Option;

/** The options of {@code prepare} that say how the sessions are divided. */
final class PrepareSplit {
  @Option(
      names = "--test-days",
      paramLabel = "N",
      description = "Test: sessions that begin less than N days before the last event, whole.")
  int testDays;

  @Option(
      names = "--valid-days",
      paramLabel = "N",
      description = "Valid: sessions that begin in the N days before those.")
  int validDays;

  @Option(
      names = "--calendar-days",
      description = "Count days from midnight; 1 is the day of the last event.")
  boolean calendarDays;

  @Option(
      names = "--cut-sessions",
      description = "Cut sessions at the boundary instead of leaving them whole.")
  boolean cutSessions;

  @Option(
      names = "--test-lines",
      paramLabel = "N",
      description = "Test, of session lists: the last N lines.")
  long testLines;

  @Option(
      names = "--valid-lines",
      paramLabel = "N",
      description = "Valid, of session lists: the N lines before those.")
  long validLines;
}
