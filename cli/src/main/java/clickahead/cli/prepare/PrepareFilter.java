package clickahead.cli.prepare;

import clickahead.prepare.PreparationOptionsBuilder;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of {@code prepare} that say what is removed. */
final class PrepareFilter {
  @Option(
      names = "--drop-repeats",
      description = "Of consecutive events on the same item, keep the first (default: keep all).")
  boolean dropRepeats;

  @Option(
      names = "--min-item-support",
      paramLabel = "N",
      description = "Remove items with fewer events (default: 1).")
  Integer minItemSupport;

  @Option(
      names = "--min-session-length",
      paramLabel = "N",
      description =
          "Remove sessions with fewer events, in turn with the items until both hold (default: 2).")
  Integer minSessionLength;

  @Option(
      names = "--max-bad",
      paramLabel = "SHARE",
      description = "Largest share of rows that may be unreadable (default: ${DEFAULT-VALUE}).")
  private double maxBad = 0.01;

  @Option(
      names = "--repeat-by-dwell",
      paramLabel = "TIME",
      converter = PrepareColumns.Pause.class,
      description =
          "In the training part, repeat an event for every so much time until the next one of its"
              + " session; 75s in the paper (default: no).")
  private Duration dwellThreshold;

  /** Sets the options; what is removed only where no recipe says it. */
  void apply(PreparationOptionsBuilder options, boolean removing) {
    options.maxBad(maxBad).dwellThreshold(dwellThreshold);
    if (removing) {
      options
          .dropRepeats(dropRepeats)
          .minItemSupport(minItemSupport == null ? 1 : minItemSupport)
          .minSessionLength(minSessionLength == null ? 2 : minSessionLength);
    }
  }
}
