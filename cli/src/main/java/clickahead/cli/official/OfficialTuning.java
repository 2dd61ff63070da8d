package clickahead.cli.official;

import clickahead.cli.console.Console;
import clickahead.config.InvalidSettingException;
import clickahead.config.Setting;
import clickahead.data.InputException;
import clickahead.eval.Metrics;
import clickahead.eval.TieMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;

/** Options of the official GRU4Rec's paropt.py that are none of our own under another name. */
public final class OfficialTuning {
  @Option(
      names = {"-fp", "--fixed_parameters"},
      paramLabel = "A=B,C=D",
      description = "Sets parameters for all trials; wins over --set.")
  private String fixed;

  @Option(
      names = {"-m", "--measure"},
      paramLabel = "AT",
      description = "With -pm the same as --metric: -pm mrr -m 10 is mrr@10 (default: 20).")
  private Integer cutOff;

  @Option(
      names = {"-pm", "--primary_metric"},
      paramLabel = "METRIC",
      description = "recall or mrr (default: recall).")
  private OfficialMeasurement.PrimaryMetric primary;

  @Option(
      names = {"-fm", "--final_measure"},
      arity = "1..*",
      paramLabel = "AT",
      description =
          "Train with the best parameters once more at the end, and measure recall and MRR at these"
              + " cut-offs.")
  private int[] finalCutOffs = {};

  @Option(
      names = {"-e", "--eval_type"},
      paramLabel = "EVAL_TYPE",
      defaultValue = "standard",
      description =
          "How -fm counts ties: standard, conservative, median or tiebreaking (default:"
              + " ${DEFAULT-VALUE}). Trials always lose them.")
  private OfficialMeasurement.EvalType type;

  @Option(
      names = {"-g", "--gru4rec_model"},
      paramLabel = "GRFILE",
      description = "Only gru4rec: no Python file is run here.")
  private String codeFile;

  @Option(
      names = {"-tf", "--theano_flags"},
      paramLabel = "FLAGS",
      description = "Ignored: everything is computed on the CPU.")
  private String theanoFlags;

  @Option(
      names = {"-d", "--device"},
      paramLabel = "D",
      description = "Ignored: everything is computed on the CPU.")
  private String device;

  /** Refuses what cannot be done, and says what is ignored. */
  public void check(Console console) throws InputException {
    if (codeFile != null && !codeFile.equals("gru4rec")) {
      throw new InputException(
          "-g "
              + codeFile
              + ": no Python is run here; leave -g out, and name a model with --model");
    }
    for (int at : finalCutOffs) {
      if (at < 1) {
        throw new InputException("-fm is " + at + ", must be 1 or more");
      }
    }
    if (theanoFlags != null) {
      console.remark("-tf %s is ignored: everything is computed on the CPU", theanoFlags);
    }
    if (device != null) {
      console.remark("-d %s is ignored: everything is computed on the CPU", device);
    }
  }

  /** What is set for all trials. */
  public List<Setting> fixed() {
    List<Setting> settings = new ArrayList<>();
    for (String part : fixed == null || fixed.isBlank() ? new String[0] : fixed.split(",", -1)) {
      try {
        settings.add(Setting.parse(part));
      } catch (InvalidSettingException e) {
        throw new InvalidSettingException("-fp " + fixed + ": " + e.getMessage());
      }
    }
    return settings;
  }

  /** What {@code -pm} and {@code -m} measure; empty if neither was given. */
  public Optional<String> metric() {
    if (primary == null && cutOff == null) {
      return Optional.empty();
    }
    String name = primary == null ? "recall" : primary.name().toLowerCase(Locale.ROOT);
    return Optional.of(name + "@" + (cutOff == null ? 20 : cutOff));
  }

  /** Cut-offs of the measurement at the end; none for no measurement. */
  public int[] finalCutOffs() {
    return finalCutOffs.clone();
  }

  TieMode ties() {
    return type.mode();
  }

  /** What was measured at the end: an object for each cut-off. */
  public JsonNode asJson(Metrics metrics) {
    ArrayNode json = new ObjectMapper().createArrayNode();
    for (int k : finalCutOffs) {
      json.addObject()
          .put("k", k)
          .put("recall", metrics.recall(ties(), k))
          .put("mrr", metrics.mrr(ties(), k));
    }
    return json;
  }

  /** Prints what was measured at the end, in the lines of the official code. */
  public void print(Metrics metrics, Console console) {
    for (int k : finalCutOffs) {
      console.line(
          "Recall@%d: %.6f MRR@%d: %.6f", k, metrics.recall(ties(), k), k, metrics.mrr(ties(), k));
    }
  }
}
