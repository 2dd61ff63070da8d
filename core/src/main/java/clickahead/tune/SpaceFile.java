package clickahead.tune;

import clickahead.config.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads search spaces: YAML, RecBole's lines ({@code learning_rate choice [0.01,0.005]}), and the
 * official GRU4Rec's JSON lines ({@code {"name":"layers","dtype":"int","values":[64,512],
 * "step":32}}). A file that is not called .yaml is told by its first line.
 */
public final class SpaceFile {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]+");

  private SpaceFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidSettingException if it is no search space, with the line that is wrong
   * @throws IOException if it cannot be read
   */
  public static Space read(Path file) throws IOException {
    String text = Files.readString(file);
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return YamlSpace.read(file.toString(), text);
    }
    List<String> lines = text.lines().toList();
    String first = lines.stream().map(String::strip).filter(SpaceFile::says).findFirst().orElse("");
    Space space =
        first.startsWith("{")
            ? JsonLinesSpace.read(file.toString(), lines)
            : HyperTestSpace.read(file.toString(), lines);
    return requireSome(file.toString(), space);
  }

  /**
   * The space that a model comes with: one for a value that a parameter has, such as {@code
   * gru4rec.loss.bpr-max.yaml}, or the model's usual one.
   *
   * @param model the name of its kind
   * @param values of all its parameters, as text
   */
  public static Optional<Space> of(String model, Map<String, String> values) throws IOException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      String special = model + "." + value.getKey() + "." + value.getValue();
      Optional<Space> space = NAME.matcher(special).matches() ? shipped(special) : Optional.empty();
      if (space.isPresent()) {
        return space;
      }
    }
    return shipped(model);
  }

  private static Optional<Space> shipped(String name) throws IOException {
    try (InputStream stream = SpaceFile.class.getResourceAsStream(name + ".yaml")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(
              YamlSpace.read(
                  "space of " + name, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  /** Is a stripped line more than a comment? */
  static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  static Space requireSome(String file, Space space) {
    if (space.dimensions().isEmpty()) {
      throw new InvalidSettingException(
          file + ": has no parameter. Name at least one, with its values");
    }
    return space;
  }

  static BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found '" + text.strip() + "'");
    }
  }
}
