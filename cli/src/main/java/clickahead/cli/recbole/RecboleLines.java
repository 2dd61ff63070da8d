package clickahead.cli.recbole;

import clickahead.cli.console.Console;
import clickahead.eval.ListDiversity;
import clickahead.eval.Measured;
import clickahead.eval.Metric;
import clickahead.eval.TieMode;
import clickahead.model.EpochReport;
import clickahead.recbole.RecboleEvaluation;
import clickahead.train.EarlyStopping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;

/** The lines that RecBole logs, on stdout; or one JSON object with what run_recbole returns. */
final class RecboleLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final RecboleEvaluation evaluation;
  private final int lossDigits;
  private final boolean json;

  RecboleLines(Console console, RecboleEvaluation evaluation, int lossDigits, boolean json) {
    this.console = console;
    this.evaluation = evaluation;
    this.lossDigits = lossDigits;
    this.json = json;
  }

  /**
   * An epoch was trained; there the loss is summed over the mini-batches, and epochs begin at 0.
   */
  void trained(EpochReport epoch) {
    line(
        "epoch %d training [time: %.2fs, train loss: %s]",
        epoch.epoch() - 1, epoch.seconds(), rounded(epoch.loss() * epoch.batches(), lossDigits));
  }

  /** A model was validated. */
  void validated(EpochReport epoch, double seconds, double value, Measured measured) {
    line("epoch %d evaluating [time: %.2fs, valid_score: %.6f]", epoch.epoch() - 1, seconds, value);
    line("valid result: ");
    line(
        "%s",
        values(measured).entrySet().stream()
            .map(e -> e.getKey() + " : " + e.getValue().toPlainString())
            .collect(Collectors.joining("    ")));
  }

  /** The training is over. */
  void end(EarlyStopping best, int epochs, Optional<Measured> valid, Optional<Measured> test) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("best_valid_score", valid.isPresent() ? best.best() : null);
      result.put("valid_score_bigger", true);
      result.put("best_valid_result", valid.map(this::values).orElse(null));
      result.put("test_result", test.map(this::values).orElse(null));
      result.put("best_epoch", valid.isPresent() ? best.bestEpoch() - 1 : null);
      result.put("epochs", epochs);
      console.line("%s", JSON.writeValueAsString(result));
      return;
    }
    valid.ifPresent(v -> console.line("best valid : %s", ordered(v)));
    test.ifPresent(t -> console.line("test result: %s", ordered(t)));
  }

  private void line(String format, Object... values) {
    if (json) {
      console.remark(format, values);
    } else {
      console.line(format, values);
    }
  }

  private String ordered(Measured measured) {
    return values(measured).entrySet().stream()
        .map(e -> "('" + e.getKey() + "', " + e.getValue().toPlainString() + ")")
        .collect(Collectors.joining(", ", "OrderedDict([", "])"));
  }

  /** The figures under RecBole's names; targets that tie with others count as lost. */
  private Map<String, BigDecimal> values(Measured measured) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (Metric metric : evaluation.metrics()) {
      for (int k : evaluation.cutOffs()) {
        double value = measured.metrics().value(metric, TieMode.CONSERVATIVE, k);
        values.put(metric.label() + "@" + k, rounded(value, evaluation.digits()));
      }
    }
    for (String name : evaluation.lists()) {
      for (ListDiversity list : measured.lists()) {
        if (evaluation.cutOffs().contains(list.k())) {
          values.put(name + "@" + list.k(), rounded(value(name, list), evaluation.digits()));
        }
      }
    }
    return values;
  }

  private static double value(String name, ListDiversity list) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "itemcoverage" -> list.itemCoverage();
      case "averagepopularity" -> list.averagePopularity();
      case "giniindex" -> list.giniIndex();
      case "shannonentropy" -> list.shannonEntropy();
      default -> list.tailPercentage();
    };
  }

  private static BigDecimal rounded(double value, int digits) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP)
        : BigDecimal.ZERO;
  }
}
