package clickahead.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads settings with lists and maps in them, from YAML files and from a command line. */
public final class NestedSettings {
  private static final YAMLMapper YAML = new YAMLMapper();

  private NestedSettings() {}

  /**
   * Reads a YAML file. Which names exist is checked where they are used.
   *
   * @return the settings in the file's order, each with file and line as its source
   * @throws InvalidSettingException if the file is no YAML, or no map of names to values
   * @throws IOException if it cannot be read
   */
  public static List<NestedSetting> read(Path file) throws IOException {
    try (JsonParser yaml = YAML.createParser(Files.readString(file))) {
      return read(file, yaml);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidSettingException(file + ":" + line + ": no YAML: " + problem);
    }
  }

  private static List<NestedSetting> read(Path file, JsonParser yaml) {
    Map<String, NestedSetting> settings = new LinkedHashMap<>();
    JsonToken token = yaml.nextToken();
    if (token == null || token == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (token != JsonToken.START_OBJECT) {
      throw new InvalidSettingException(file + ":1: expected lines 'name: value'");
    }
    while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = yaml.currentName();
      String source = file + ":" + yaml.currentTokenLocation().getLineNr();
      NestedSetting before = settings.get(name);
      if (before != null) {
        throw new InvalidSettingException(
            "%s: '%s' stands already in %s; keep one of them"
                .formatted(source, name, before.source()));
      }
      yaml.nextToken();
      settings.put(name, new NestedSetting(name, yaml.readValueAsTree(), source));
    }
    return List.copyOf(settings.values());
  }

  /**
   * Reads {@code --name=value}. The value may be a literal as YAML or Python has it, {@code
   * {'LS':'valid_and_test'}}; what is none is text.
   *
   * @throws InvalidSettingException if it has another form
   */
  public static NestedSetting parse(String argument) {
    int equals = argument.indexOf('=');
    if (!argument.startsWith("--") || equals < 3) {
      throw new InvalidSettingException(
          "'" + argument + "' sets nothing; write --NAME=VALUE, for example --learning_rate=0.01");
    }
    String value = argument.substring(equals + 1);
    return new NestedSetting(argument.substring(2, equals), literal(value), "");
  }

  private static JsonNode literal(String text) {
    try {
      JsonNode node = YAML.readTree(text);
      // A separator | or > would begin a block of text.
      boolean block = text.startsWith("|") || text.startsWith(">");
      if (node != null && !node.isMissingNode() && !block) {
        return node;
      }
    } catch (JacksonException e) {
      // An interval such as [5,inf) is text.
    }
    return JsonNodeFactory.instance.stringNode(text);
  }
}
