package clickahead.cli.official;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.evaluate.Measurement;
import clickahead.data.InputException;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.Ranker;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.model.Gru4RecModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The official GRU4Rec's options about measuring, and the lines that it prints. */
final class OfficialMeasurement {
  /** How ties are counted, under the official code's names. */
  enum EvalType {
    STANDARD(TieMode.STANDARD),
    CONSERVATIVE(TieMode.CONSERVATIVE),
    MEDIAN(TieMode.MEDIAN),
    TIEBREAKING(TieMode.RANDOM);

    private final TieMode mode;

    EvalType(TieMode mode) {
      this.mode = mode;
    }

    TieMode mode() {
      return mode;
    }
  }

  /** What the primary metric is. */
  enum PrimaryMetric {
    RECALL,
    MRR
  }

  @Option(
      names = {"-m", "--measure"},
      arity = "1..*",
      paramLabel = "AT",
      defaultValue = "20",
      description = "Cut-offs (default: ${DEFAULT-VALUE}).")
  private int[] cutOffs;

  @Option(
      names = {"-e", "--eval_type"},
      paramLabel = "EVAL_TYPE",
      defaultValue = "standard",
      description =
          "What rank a target gets that shares its score with others: standard, conservative,"
              + " median or tiebreaking (default: ${DEFAULT-VALUE}).")
  private EvalType type;

  @Option(
      names = {"-pm", "--primary_metric"},
      paramLabel = "METRIC",
      defaultValue = "recall",
      description = "What -lpm prints: recall or mrr (default: ${DEFAULT-VALUE}).")
  private PrimaryMetric primary;

  @Option(
      names = {"-lpm", "--log_primary_metric"},
      description = "Print a line PRIMARY METRIC: x, at the first cut-off.")
  private boolean logPrimary;

  /** Refuses what cannot be measured, before anything is trained for it. */
  void check() throws InputException {
    for (int at : cutOffs) {
      if (at < 1) {
        throw new InputException("-m is " + at + ", must be 1 or more");
      }
    }
  }

  /** Measures a model on each file, and prints a line for each cut-off. */
  void print(Console console, Gru4RecModel model, List<Path> tests, LogColumns columns)
      throws IOException {
    for (Path test : tests) {
      Metrics metrics = measure(console, model, test, columns);
      for (int k : cutOffs) {
        console.line(
            "Recall@%d: %.6f MRR@%d: %.6f",
            k, metrics.recall(type.mode, k), k, metrics.mrr(type.mode, k));
      }
      if (logPrimary) {
        int k = cutOffs[0];
        double value =
            primary == PrimaryMetric.RECALL
                ? metrics.recall(type.mode, k)
                : metrics.mrr(type.mode, k);
        console.line("PRIMARY METRIC: %s", new BigDecimal(Double.toString(value)).toPlainString());
      }
    }
    if (tests.isEmpty() && logPrimary) {
      console.remark("-lpm has nothing to print: name a file to measure on with -t");
    }
  }

  private Metrics measure(Console console, Gru4RecModel model, Path file, LogColumns columns)
      throws IOException {
    try (ClickLog clicks = ClickLog.open(file, columns, console);
        Progress progress = console.progress("evaluating", "events")) {
      TestSessions sessions =
          TestSessions.of(
              clicks.test(), TestSessions.mapping(clicks.dataset().catalog(), model.catalog()));
      if (sessions.unknownItems() > 0) {
        console.remark(
            "%s: %,d events with items that the model does not know, left out",
            file, sessions.unknownItems());
      }
      Ranker ranker = Measurement.ranker(model);
      Protocol protocol = Protocol.standard(cutOffs).withTieSeed(model.parameters().seed());
      return new Evaluation(sessions, protocol).measure(ranker, progress::at);
    }
  }
}
