package clickahead.recbole;

import clickahead.config.InvalidSettingException;
import clickahead.config.NestedSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * RecBole's selected_features: names of columns, whose types stand in the files. RecBole itself
 * looks at columns of the items alone; what they do not have is here a feature of the events, from
 * the file of interactions, or else of the sessions, from the file of users.
 */
final class RecboleFeatures {
  private static final String KEY = "selected_features";
  private static final List<String> USUAL = List.of("class");
  private static final String EVENT = "event:";
  private static final String SESSION = "session:";

  /** What a column of each type is as a feature. */
  private static final Map<String, String> KINDS =
      Map.of(
          "token", "token",
          "token_seq", "token_seq",
          "float", "normalized",
          "float_seq", "vector");

  private RecboleFeatures() {}

  /** Names of the columns, without what may stand before and behind them. */
  static List<String> names(RecboleSettings settings) {
    return given(settings).stream()
        .map(name -> name.replaceFirst("^(event|session):", "").replaceFirst(":.*", ""))
        .toList();
  }

  private static List<String> given(RecboleSettings settings) {
    return settings.get(KEY).map(NestedSetting::texts).orElse(USUAL);
  }

  /**
   * The features as the parameter {@code selected_features} takes them.
   *
   * @param items columns of the items
   * @param events columns of the interactions
   * @param users columns of the users
   * @throws InvalidSettingException if no file has a column
   */
  static String of(
      RecboleSettings settings, AtomicColumns items, AtomicColumns events, AtomicColumns users) {
    return given(settings).stream()
        .map(name -> name.contains(":") ? name : typed(settings, name, items, events, users))
        .collect(Collectors.joining("/"));
  }

  private static String typed(
      RecboleSettings settings,
      String name,
      AtomicColumns items,
      AtomicColumns events,
      AtomicColumns users) {
    if (items.types().containsKey(name)) {
      return name + ":" + KINDS.get(items.types().get(name));
    }
    if (events.types().containsKey(name)) {
      return EVENT + name + ":" + KINDS.get(events.types().get(name));
    }
    if (users.types().containsKey(name)) {
      return SESSION + name + ":" + KINDS.get(users.types().get(name));
    }
    String problem =
        "selected_features has '%s', which is a column of neither %s nor %s nor %s"
            .formatted(name, items, events, users);
    Optional<NestedSetting> setting = settings.get(KEY);
    throw setting.isPresent() ? setting.get().error(problem) : new InvalidSettingException(problem);
  }
}
