package clickahead.cli;

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
      description = "Remove items with fewer events (default: ${DEFAULT-VALUE}).")
  int minItemSupport = 1;

  @Option(
      names = "--min-session-length",
      paramLabel = "N",
      description =
          "Remove sessions with fewer events, in turn with the items until both hold (default:"
              + " ${DEFAULT-VALUE}).")
  int minSessionLength = 2;

  @Option(
      names = "--max-bad",
      paramLabel = "SHARE",
      description = "Largest share of rows that may be unreadable (default: ${DEFAULT-VALUE}).")
  double maxBad = 0.01;
}
