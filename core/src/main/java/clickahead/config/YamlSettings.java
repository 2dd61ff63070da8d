package clickahead.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads parameters from a YAML file: one {@code name: value} a line. */
public final class YamlSettings {
  private final Path file;
  private final JsonParser yaml;

  private YamlSettings(Path file, JsonParser yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /**
   * Reads a file. Which parameters exist is checked where they are used.
   *
   * @return the settings in the file's order, each with file and line as its source
   * @throws InvalidSettingException if the file is no YAML, or more than a flat list of parameters
   * @throws IOException if it cannot be read
   */
  public static List<Setting> read(Path file) throws IOException {
    return read(file, YamlSettings::settings);
  }

  /**
   * Reads a file of sections: {@code name: {parameter: value, ...}}, or the same with the
   * parameters on lines of their own.
   *
   * @return each section's settings, in the file's order
   * @throws InvalidSettingException if the file is no YAML, or something else than sections
   * @throws IOException if it cannot be read
   */
  public static Map<String, List<Setting>> readSections(Path file) throws IOException {
    return read(file, YamlSettings::sections);
  }

  private static <T> T read(Path file, Function<YamlSettings, T> reader) throws IOException {
    String text = Files.readString(file);
    try (JsonParser yaml = new YAMLMapper().createParser(text)) {
      return reader.apply(new YamlSettings(file, yaml));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidSettingException(
          file
              + ":"
              + line
              + ": no YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private List<Setting> settings() {
    JsonToken token = yaml.nextToken();
    if (token == null) {
      return List.of();
    }
    if (token != JsonToken.START_OBJECT) {
      throw error("expected lines 'name: value', found " + found(token));
    }
    List<Setting> settings = lines();
    requireEnd();
    return settings;
  }

  /** The lines of a mapping that was entered. */
  private List<Setting> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    List<Setting> settings = new ArrayList<>();
    while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = yaml.currentName();
      String source = source();
      requireNew(name, lines.put(name, source));
      settings.add(new Setting(name, value(name), source));
    }
    return settings;
  }

  private Map<String, List<Setting>> sections() {
    Map<String, List<Setting>> sections = new LinkedHashMap<>();
    JsonToken token = yaml.nextToken();
    if (token == null) {
      return sections;
    }
    if (token != JsonToken.START_OBJECT) {
      throw error("expected sections 'name: {parameter: value}', found " + found(token));
    }
    Map<String, String> lines = new LinkedHashMap<>();
    while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = yaml.currentName();
      requireNew(name, lines.put(name, source()));
      token = yaml.nextToken();
      if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
        throw error(
            "expected a section '%s: {parameter: value}', found %s".formatted(name, found(token)));
      }
      sections.put(name, token == JsonToken.VALUE_NULL ? List.of() : lines());
    }
    requireEnd();
    return sections;
  }

  private String source() {
    return file + ":" + yaml.currentTokenLocation().getLineNr();
  }

  private void requireNew(String name, String before) {
    if (before != null) {
      throw error("'" + name + "' stands already in " + before + "; keep one of them");
    }
  }

  private void requireEnd() {
    if (yaml.nextToken() != null) {
      throw error("a second document begins here; keep one");
    }
  }

  private String value(String name) {
    JsonToken token = yaml.nextToken();
    if (token != JsonToken.START_ARRAY) {
      return scalar(name, token);
    }
    List<String> elements = new ArrayList<>();
    for (token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
      elements.add(scalar(name, token));
    }
    return String.join("/", elements);
  }

  private String scalar(String name, JsonToken token) {
    if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw error("'" + name + "' must have a value or a list of values, found " + found(token));
    }
    return yaml.getString();
  }

  private static String found(JsonToken token) {
    switch (token) {
      case START_OBJECT:
        return "a mapping";
      case START_ARRAY:
        return "a list";
      case VALUE_NULL:
        return "nothing";
      default:
        return "a single value";
    }
  }

  private InvalidSettingException error(String problem) {
    return new InvalidSettingException(
        file + ":" + yaml.currentTokenLocation().getLineNr() + ": " + problem);
  }
}
