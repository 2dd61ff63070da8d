package clickahead.cli.train;

import clickahead.config.Setting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for validation; each sets the parameter of its name. */
final class ValidationOptions {
  @Option(
      names = "--validate",
      description =
          "Do not train on the valid part, but measure recall@20 on it after each epoch, and keep"
              + " the best epoch's model. As --valid recall@20.")
  private boolean validate;

  @Option(
      names = "--valid",
      paramLabel = "METRIC",
      description = "The same with another metric: recall@K or mrr@K.")
  private String metric;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop early: after N epochs without a better one.")
  private String patience;

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "Measure on the valid part every N epochs.")
  private String evalEvery;

  /** What was given, to be set behind all else. */
  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    if (metric != null || validate) {
      settings.add(Setting.of("valid", metric == null ? "recall@20" : metric));
    }
    if (patience != null) {
      settings.add(Setting.of("patience", patience));
    }
    if (evalEvery != null) {
      settings.add(Setting.of("eval_every", evalEvery));
    }
    return settings;
  }
}
