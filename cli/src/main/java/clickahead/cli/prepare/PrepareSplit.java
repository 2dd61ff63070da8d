package clickahead.cli.prepare;

import clickahead.data.InputException;
import clickahead.prepare.Division;
import clickahead.prepare.PreparationOptionsBuilder;
import picocli.CommandLine.Option;

/** The options of {@code prepare} that say how the sessions are divided. */
final class PrepareSplit {
  @Option(
      names = "--test-days",
      paramLabel = "N",
      description = "Test: sessions that begin less than N days before the last event, whole.")
  Integer testDays;

  @Option(
      names = "--valid-days",
      paramLabel = "N",
      description = "Valid: sessions that begin in the N days before those.")
  Integer validDays;

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

  @Option(
      names = "--split",
      paramLabel = "HOW",
      description =
          "By shares instead: time:0.8,0.1,0.1 (whole sessions, in the order of their beginnings),"
              + " random:0.8,0.1,0.1, within:0.8,0.1,0.1 (each session, or each user's history, is"
              + " cut), or leave-one-out (its last event is the test's, the one before it the valid"
              + " part's).")
  private String shares;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of a random split (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  /**
   * Sets the options.
   *
   * @throws InputException if the split is none
   */
  void apply(PreparationOptionsBuilder options) throws InputException {
    if (shares != null) {
      options.division(Division.parse(shares, seed));
    }
    options
        .testDays(testDays == null ? 0 : testDays)
        .validDays(validDays == null ? 0 : validDays)
        .calendarDays(calendarDays)
        .cutSessions(cutSessions)
        .testLines(testLines)
        .validLines(validLines);
  }

  /** Is anything said that a recipe has no parameter for? */
  boolean beyondRecipes() {
    return validDays != null
        || calendarDays
        || cutSessions
        || testLines + validLines != 0
        || shares != null;
  }
}
