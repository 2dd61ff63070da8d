package clickahead.recbole;

import clickahead.config.InvalidSettingException;
import clickahead.config.NestedSetting;
import clickahead.config.SimilarName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration of RecBole's says: files and command line over its defaults. A key is
 * RecBole's, a parameter of the model, or one that Clickahead alone has, such as {@code threads}.
 */
public final class RecboleSettings {
  private final RecboleModel model;
  private final String dataset;
  private final Map<String, NestedSetting> given = new LinkedHashMap<>();
  private final List<String> withoutMeaning = new ArrayList<>();

  /**
   * Puts settings together.
   *
   * @param settings names and values as RecBole has them; the last of a name counts
   * @throws InvalidSettingException if a key is none, or model or data set is missing
   */
  public RecboleSettings(List<NestedSetting> settings) {
    settings.forEach(setting -> given.put(setting.name(), setting));
    model = takeModel();
    NestedSetting data = given.remove("dataset");
    if (data == null) {
      throw new InvalidSettingException(
          "no data set: name it with --dataset=NAME, or dataset: NAME in a file");
    }
    dataset = data.text();
    Set<String> known = new LinkedHashSet<>(model.parameters());
    RecboleKey.ALL.forEach(key -> known.add(key.name()));
    for (NestedSetting setting : given.values()) {
      if (!known.contains(setting.name())) {
        throw setting.error(unknown(setting.name(), known));
      }
      RecboleKey key = RecboleKey.named(setting.name());
      if (key != null && key.role() == RecboleKey.Role.NONE && !setting.isNone()) {
        withoutMeaning.add(setting.name() + " (" + key.here() + ")");
      }
    }
  }

  private RecboleModel takeModel() {
    NestedSetting named = given.remove("model");
    if (named == null) {
      throw new InvalidSettingException(
          "no model: name one with --model=NAME, or model: NAME in a file ("
              + RecboleModel.names()
              + ")");
    }
    return RecboleModel.named(named.text())
        .orElseThrow(
            () ->
                named.error(
                    "model "
                        + named.text()
                        + " is not here; of RecBole's there are "
                        + RecboleModel.names()));
  }

  private String unknown(String name, Set<String> known) {
    String problem = "unknown key '" + name + "'";
    return SimilarName.find(name, known)
        .map(near -> problem + "; did you mean '" + near + "'?")
        .orElse(
            problem
                + ": neither RecBole nor its model "
                + model.label()
                + " has it, nor Clickahead's "
                + model.kind().name());
  }

  /** The model. */
  public RecboleModel model() {
    return model;
  }

  /** Name or path of the data set. */
  public String dataset() {
    return dataset;
  }

  /** The keys that were given and mean nothing here, each with the reason. */
  public List<String> withoutMeaning() {
    return List.copyOf(withoutMeaning);
  }

  /** A setting that was given, and is not set to nothing. */
  public Optional<NestedSetting> get(String name) {
    return Optional.ofNullable(given.get(name)).filter(setting -> !setting.isNone());
  }

  /** A text, or what holds where none was given. */
  public String text(String name, String otherwise) {
    return get(name).map(NestedSetting::text).orElse(otherwise);
  }

  /** A whole number of at least so much, or what holds where none was given. */
  int integer(String name, int least, int otherwise) {
    return get(name)
        .map(
            setting -> {
              if (setting.integer() < least) {
                throw setting.wrong(least + " or more");
              }
              return setting.integer();
            })
        .orElse(otherwise);
  }

  /** Names of the columns that GRU4RecF takes as features. */
  public List<String> selectedFeatures() {
    return RecboleFeatures.names(this);
  }

  /** What was given for parameters of the model, in the order in which it was given. */
  List<NestedSetting> ofModel() {
    return given.values().stream()
        .filter(s -> RecboleKey.named(s.name()) == null && !s.isNone())
        .toList();
  }
}
