package clickahead.model;

import clickahead.config.InvalidSettingException;
import clickahead.config.Setting;
import clickahead.config.SimilarName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Published best parameters for a public data set, under a name. They stand between the defaults
 * and what a user sets.
 *
 * @param name such as {@code rsc15}
 * @param about data set, loss and where it was published
 * @param settings the parameters, in the order of the resource
 */
public record Preset(String name, String about, List<Setting> settings) {
  private static final String RESOURCE = "presets.yaml";
  private static final Map<String, Preset> ALL = read();

  private static Map<String, Preset> read() {
    Map<String, Preset> presets = new LinkedHashMap<>();
    try (InputStream stream = Preset.class.getResourceAsStream(RESOURCE)) {
      for (Map.Entry<String, JsonNode> entry : new YAMLMapper().readTree(stream).properties()) {
        String name = entry.getKey();
        List<Setting> settings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value :
            entry.getValue().required("parameters").properties()) {
          settings.add(new Setting(value.getKey(), value.getValue().asString(), "preset " + name));
        }
        String about = entry.getValue().required("about").asString();
        presets.put(name, new Preset(name, about, List.copyOf(settings)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return presets;
  }

  /** All presets, in the order of the resource. */
  public static List<Preset> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * The preset of a name.
   *
   * @throws InvalidSettingException if there is none; it names those there are
   */
  public static Preset of(String name) {
    Preset preset = ALL.get(name);
    if (preset == null) {
      String near =
          SimilarName.find(name, ALL.keySet())
              .map(found -> "; did you mean '" + found + "'?")
              .orElse("");
      throw new InvalidSettingException(
          "unknown preset '%s'%s (known: %s)"
              .formatted(name, near, String.join(", ", ALL.keySet())));
    }
    return preset;
  }

  /** What there is, one line each, for a command's help. */
  public static String help() {
    StringBuilder text = new StringBuilder("\nPresets, for --preset:\n");
    ALL.values().forEach(p -> text.append("  %s\n      %s\n".formatted(p.name, p.about)));
    return text.toString();
  }
}
