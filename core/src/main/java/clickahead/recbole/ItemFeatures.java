package clickahead.recbole;

import clickahead.config.NestedSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** RecBole's selected_features: names of columns, whose types stand in the file of the items. */
final class ItemFeatures {
  private static final List<String> USUAL = List.of("class");

  /** What a column of each type is as a feature. */
  private static final Map<String, String> KINDS =
      Map.of(
          "token", "token",
          "token_seq", "token_seq",
          "float", "normalized",
          "float_seq", "vector");

  private ItemFeatures() {}

  /** Names of the columns, without what may stand behind them. */
  static List<String> names(RecboleSettings settings) {
    return given(settings).stream().map(name -> name.replaceFirst(":.*", "")).toList();
  }

  private static List<String> given(RecboleSettings settings) {
    return settings.get("selected_features").map(NestedSetting::texts).orElse(USUAL);
  }

  /** The features as the parameter {@code selected_features} takes them. */
  static String of(RecboleSettings settings, Map<String, String> types) {
    return given(settings).stream()
        .map(name -> name.contains(":") ? name : name + ":" + kind(settings, name, types))
        .collect(Collectors.joining("/"));
  }

  private static String kind(RecboleSettings settings, String name, Map<String, String> types) {
    String type = types.get(name);
    if (type != null) {
      return KINDS.get(type);
    }
    String problem =
        "selected_features has '%s', which is no column of the file of items (found: %s)"
            .formatted(name, types.isEmpty() ? "no such file" : String.join(", ", types.keySet()));
    Optional<NestedSetting> setting = settings.get("selected_features");
    throw setting.isPresent()
        ? setting.get().error(problem)
        : new clickahead.config.InvalidSettingException(problem);
  }
}
