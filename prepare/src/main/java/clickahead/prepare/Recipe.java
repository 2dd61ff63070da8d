package clickahead.prepare;

import clickahead.data.InputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a public data set is prepared as the papers did: one SQL file that says what it reproduces,
 * how the raw files are read, and what happens to the events.
 *
 * @param name its name, such as {@code rsc15}
 * @param title one sentence
 * @param description what it reproduces, published counts, what is wrong with it, its files
 * @param reading how the raw files are read, by key
 * @param parameters its numbers by name, with their values
 * @param statements what is done, in order
 */
public record Recipe(
    String name,
    String title,
    List<String> description,
    Map<String, String> reading,
    Map<String, RecipeParameter> parameters,
    List<RecipeStatement> statements) {

  /** Takes copies. */
  public Recipe {
    description = List.copyOf(description);
    reading = Map.copyOf(reading);
    parameters = new LinkedHashMap<>(parameters);
    statements = List.copyOf(statements);
  }

  /**
   * The recipe with another value of one parameter.
   *
   * @throws InputException if it has no such parameter, or the value is none
   */
  public Recipe with(String parameter, String value) throws InputException {
    RecipeParameter known = parameters.get(parameter);
    if (known == null) {
      throw new InputException(
          "recipe "
              + name
              + " has no parameter '"
              + parameter
              + "' (it has: "
              + (parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet()))
              + ")");
    }
    Map<String, RecipeParameter> changed = new LinkedHashMap<>(parameters);
    changed.put(parameter, known.with(value));
    return new Recipe(name, title, description, reading, changed, statements);
  }

  /** The numbers that stand for {@code :name} in the statements. */
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    parameters.forEach((parameter, value) -> numbers.put(parameter, value.number()));
    return numbers;
  }

  /** The names and values of the parameters, as they are written. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach((parameter, value) -> values.put(parameter, value.value()));
    return values;
  }

  /** What a user should know about it, as text of several lines. */
  public String text() {
    StringBuilder text = new StringBuilder(name).append(": ").append(title).append("\n\n");
    description.forEach(line -> text.append(line).append('\n'));
    if (!parameters.isEmpty()) {
      text.append("\nParameters (--set NAME=VALUE):\n");
      parameters.forEach(
          (parameter, value) ->
              text.append("  ")
                  .append(parameter)
                  .append('=')
                  .append(value.value())
                  .append("  ")
                  .append(value.meaning())
                  .append('\n'));
    }
    return text.toString();
  }
}
