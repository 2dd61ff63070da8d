package clickahead.model;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.model.OfficialWeights.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What settings of one version of the official GRU4Rec mean: its defaults and its semantics hold.
 * Parameters that Clickahead alone has, such as {@code seed}, may stand among them; those that only
 * the other version has are refused.
 */
public final class OfficialSettings {
  private static final Set<String> COLUMNS = Set.of("session_key", "item_key", "time_key");

  private final Dialect dialect;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private Parameters<Gru4RecParameters> parameters;

  /**
   * Reads settings.
   *
   * @param dialect which version they were written for
   * @param preset what stands between the version's defaults and the settings; may be empty
   * @param settings names and values as that version has them
   * @throws InvalidSettingException if there is no such parameter there, or a value is not allowed
   */
  public OfficialSettings(Dialect dialect, List<Setting> preset, List<Setting> settings) {
    this.dialect = dialect;
    List<Setting> translated = new ArrayList<>();
    for (Setting setting : settings) {
      translate(setting, translated);
    }
    parameters =
        Parameters.of(Gru4RecParameters.class).with(defaults()).with(preset).with(translated);
    leaveOutWhatHasNoEffectThere();
  }

  /** The parameters. */
  public Gru4RecParameters parameters() {
    return parameters.build();
  }

  /** The columns that the settings name: session_key, item_key and time_key, where given. */
  public Map<String, String> columns() {
    return columns;
  }

  /** What was left out because it has no effect in the official code either, for people. */
  public List<String> remarks() {
    return remarks;
  }

  private List<Setting> defaults() {
    List<Setting> defaults = new ArrayList<>();
    for (OfficialParameter parameter : OfficialParameter.ALL) {
      String value = parameter.defaultIn(dialect);
      boolean here = !COLUMNS.contains(parameter.name());
      // On Theano final_act is linear even for the softmax losses, which then need another one
      // set by hand: auto is what they need, and linear for the others with elu_param 0.
      if (here && value != null && !parameter.name().equals("final_act")) {
        defaults.add(Setting.of(parameter.name(), value.equals("[]") ? "" : value));
      }
    }
    if (dialect == Dialect.THEANO) {
      defaults.add(Setting.of("elu_param", "0"));
      defaults.add(Setting.of("cell", "reset-before"));
    }
    return defaults;
  }

  private void translate(Setting setting, List<Setting> translated) {
    String name = setting.name();
    OfficialParameter official = OfficialParameter.named(name);
    if (official != null && official.defaultIn(dialect) == null) {
      Dialect other = dialect == Dialect.THEANO ? Dialect.PYTORCH : Dialect.THEANO;
      throw setting.error(
          "'%s' is a parameter of the %s version; add --dialect %s, whose defaults then hold too, or leave it out"
              .formatted(name, label(other), label(other)));
    }
    if (COLUMNS.contains(name)) {
      columns.put(name, setting.value());
    } else {
      boolean none = name.equals("adapt") && setting.value().equalsIgnoreCase("None");
      translated.add(none ? new Setting(name, "sgd", setting.source()) : setting);
    }
  }

  private void leaveOutWhatHasNoEffectThere() {
    Map<String, String> values = parameters.asText();
    boolean softmax = !values.get("loss").matches("top1|bpr|.*-max");
    boolean shared = values.get("constrained_embedding").equals("true");
    if (shared) {
      leaveOut("embedding", "constrained_embedding=True makes the output embedding the input");
    }
    if (!shared && values.get("embedding").equals("0")) {
      leaveOut("dropout_p_embed", "a one-hot input has no embedding to drop elements of");
    }
    if (!softmax) {
      leaveOut("smoothing", "only cross-entropy and xe_logit are smoothed");
    }
    if (!softmax && dialect == Dialect.PYTORCH) {
      leaveOut("logq", "the PyTorch version corrects cross-entropy alone");
    }
  }

  private void leaveOut(String name, String why) {
    String value = parameters.asText().get(name);
    if (!value.equals("0")) {
      remarks.add("%s=%s has no effect: %s".formatted(name, value, why));
      parameters = parameters.with(name, "0");
    }
  }

  private static String label(Dialect dialect) {
    return dialect.name().toLowerCase(Locale.ROOT);
  }
}
