package clickahead.cli.recbole;

import clickahead.config.NestedSetting;
import clickahead.data.InputException;
import clickahead.recbole.RecboleSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of atomic files: which there are, and which a configuration of RecBole's reads. */
final class RecboleColumns {
  /** The files that there may be, by their endings. */
  static final List<String> FILES = List.of("inter", "item", "user");

  private final RecboleSettings settings;
  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> types = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> read = new LinkedHashMap<>();

  RecboleColumns(RecboleSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes a file.
   *
   * @param header types by column
   */
  void add(String file, Path path, Map<String, String> header) throws InputException {
    List<String> load = named("load_col", file, path, header);
    List<String> unload = named("unload_col", file, path, header);
    if (load != null && unload != null) {
      throw new InputException(
          "load_col and unload_col both speak of " + path + "; keep one of them");
    }
    Map<String, String> kept = new LinkedHashMap<>(header);
    if (unload != null) {
      kept.keySet().removeAll(unload);
    }
    if (settings.get("load_col").isPresent()) {
      List<String> wanted = load == null ? new ArrayList<>() : new ArrayList<>(load);
      if (file.equals("item") && (load != null || needsFeatures())) {
        // What the model is asked to read need not be said twice.
        wanted.addAll(features());
        wanted.add(item());
      } else if (file.equals("inter")) {
        wanted.addAll(features());
      } else if (file.equals("user")) {
        wanted.addAll(ofUsers(header));
      }
      kept.keySet().retainAll(wanted);
    }
    if (!kept.isEmpty()) {
      paths.put(file, path);
      types.put(file, header);
      read.put(file, kept);
    }
  }

  /** Features that only the users have, and by what they are found. */
  private List<String> ofUsers(Map<String, String> header) {
    List<String> wanted =
        features().stream()
            .filter(header::containsKey)
            .filter(name -> !read("item").containsKey(name) && !read("inter").containsKey(name))
            .toList();
    return wanted.isEmpty() ? wanted : Stream.concat(wanted.stream(), Stream.of(user())).toList();
  }

  private boolean needsFeatures() {
    return settings.model().label().equals("GRU4RecF");
  }

  private List<String> features() {
    return needsFeatures() ? settings.selectedFeatures() : List.of();
  }

  private List<String> named(String key, String file, Path path, Map<String, String> header)
      throws InputException {
    Optional<NestedSetting> setting = settings.get(key);
    NestedSetting names = setting.isEmpty() ? null : setting.get().entries().get(file);
    if (names == null || names.isNone()) {
      return null;
    }
    if (names.texts().equals(List.of("*"))) {
      return List.copyOf(header.keySet());
    }
    for (String name : names.texts()) {
      if (!header.containsKey(name)) {
        throw new InputException(
            "%s: %s has no column '%s' (found: %s)"
                .formatted(names.name(), path, name, String.join(", ", header.keySet())));
      }
    }
    return names.texts();
  }

  /** Is there such a file, and is it read? */
  boolean has(String file) {
    return read.containsKey(file);
  }

  /** The columns of a file that are read, with their types. */
  Map<String, String> read(String file) {
    return read.getOrDefault(file, Map.of());
  }

  /** Does each row hold a whole list of items and the one behind it? */
  boolean listsItems() {
    return read("inter").containsKey(item() + "_list");
  }

  /** The column whose interactions are a session. */
  String user() {
    return one("USER_ID_FIELD", "user_id", "session_id");
  }

  /** The column of the items. */
  String item() {
    return one("ITEM_ID_FIELD", "item_id");
  }

  /** The column of the times. */
  String time() throws InputException {
    String time = one("TIME_FIELD", "timestamp");
    if (!read("inter").containsKey(time)) {
      throw new InputException(
          "%s: no column '%s' is read (found: %s). Name the column of the times with --TIME_FIELD"
              .formatted(paths.get("inter"), time, String.join(", ", read("inter").keySet())));
    }
    return time;
  }

  /** The column of the times, if there are lists of them too. */
  List<String> listedTime() {
    String time = one("TIME_FIELD", "timestamp");
    boolean listed = read("inter").containsKey(time) && read("inter").containsKey(time + "_list");
    return listed ? List.of(time) : List.of();
  }

  /** The column that was named, or the first usual one that there is. */
  private String one(String key, String... usual) {
    return settings
        .get(key)
        .map(NestedSetting::text)
        .orElseGet(
            () -> {
              for (String name : usual) {
                if (read("inter").containsKey(name)) {
                  return name;
                }
              }
              return usual[0];
            });
  }

  /** The files that have a column, whether it is read or not. */
  List<String> with(String column) {
    return types.entrySet().stream()
        .filter(file -> file.getValue().containsKey(column))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All columns, for messages. */
  String all() {
    return types.values().stream()
        .flatMap(header -> header.keySet().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
