package clickahead.cli.evaluate;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that ask for more than the figures of all events. */
final class AnalysisOptions {
  @Option(
      names = "--slices",
      description =
          "Show the figures by position, session length, the item's popularity and age, and day.")
  private boolean slices;

  @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draw the slices into a file.")
  private Path plot;

  @Option(
      names = "--compare",
      description =
          "Test whether the model differs from each baseline; several models are always compared"
              + " with each other.")
  private boolean compare;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Draws of the bootstrap over sessions (default: ${DEFAULT-VALUE}).")
  private int resamples = 2000;

  boolean slices() {
    return slices || plot != null;
  }

  /** Are tables of slices to be printed? */
  boolean printSlices() {
    return slices;
  }

  /** The file for the picture of the slices, or null. */
  Path plot() {
    return plot;
  }

  boolean compare() {
    return compare;
  }

  int resamples() {
    return resamples;
  }
}
