package clickahead.cli.train;

import clickahead.config.DeclaredParameter;
import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.config.SimilarName;
import clickahead.data.InputException;
import clickahead.model.ModelKind;
import clickahead.train.ValidationParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the user set, in the order in which it counts: the model's parameters and validation's. */
public final class TrainSettings {
  private static final Set<String> VALIDATION = names(ValidationParameters.class);

  private final List<Setting> model = new ArrayList<>();
  private final List<Setting> validation = new ArrayList<>();

  /**
   * Sorts settings.
   *
   * @param type the model's parameters
   */
  public TrainSettings(Class<? extends Record> type, List<Setting> settings) {
    Set<String> names = names(type);
    for (Setting setting : settings) {
      boolean watches = VALIDATION.contains(setting.name());
      if (!watches && !names.contains(setting.name())) {
        refuseMistyped(setting, names);
      }
      (watches ? validation : model).add(setting);
    }
  }

  /**
   * Names the models that have the parameter, or what was meant if it is one of validation's; the
   * model's parameters do so themselves.
   */
  private static void refuseMistyped(Setting setting, Set<String> known) {
    List<String> others =
        ModelKind.all().stream()
            .filter(kind -> names(kind.parameters()).contains(setting.name()))
            .map(ModelKind::name)
            .toList();
    if (!others.isEmpty()) {
      String near =
          SimilarName.find(setting.name(), known)
              .map(name -> "; did you mean '" + name + "'?")
              .orElse("");
      throw setting.error(
          "this model has no parameter '%s', which works with --model %s%s"
              .formatted(setting.name(), String.join(" or ", others), near));
    }
    Optional<String> near = SimilarName.find(setting.name(), VALIDATION);
    if (near.isPresent() && SimilarName.find(setting.name(), known).isEmpty()) {
      String source = setting.source().isEmpty() ? "" : setting.source() + ": ";
      throw new InvalidSettingException(
          "%sunknown parameter '%s'; did you mean '%s'?"
              .formatted(source, setting.name(), near.get()));
    }
  }

  private static Set<String> names(Class<? extends Record> type) {
    return Parameters.of(type).declared().stream()
        .map(DeclaredParameter::name)
        .collect(Collectors.toSet());
  }

  /** The model's parameters over what is usual. */
  public <P extends Record> P model(Class<P> type) {
    return Parameters.of(type).with(model).build();
  }

  /** The model's parameters over those of another training. */
  <P extends Record> P over(P base) {
    return Parameters.of(base).with(model).build();
  }

  /** How to validate. */
  public ValidationParameters validation() {
    return Parameters.of(ValidationParameters.class).with(validation).build();
  }

  /**
   * Makes sure that what was set is what a checkpoint has.
   *
   * @throws InputException if a parameter differs
   */
  void requireSame(Path checkpoint, Record saved, ValidationParameters watched)
      throws InputException {
    Map<String, String> before = Parameters.of(saved).asText();
    Map<String, String> now = Parameters.of(saved).with(model).asText();
    before.putAll(Parameters.of(watched).asText());
    now.putAll(Parameters.of(watched).with(validation).asText());
    for (Map.Entry<String, String> setting : now.entrySet()) {
      String was = before.get(setting.getKey());
      if (!setting.getValue().equals(was)) {
        throw new InputException(
            ("--resume: %s=%s was given, and %s was begun with %s=%s. Leave the setting out to go on"
                    + " as it was begun, or leave --resume out to begin again")
                .formatted(
                    setting.getKey(), setting.getValue(), checkpoint, setting.getKey(), was));
      }
    }
  }
}
