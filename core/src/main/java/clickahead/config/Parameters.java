package clickahead.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Values for the parameters that a record declares. Starts with the defaults; what is set later
 * wins. Immutable.
 *
 * <pre>{@code
 * Gru4RecParameters parameters =
 *     Parameters.of(Gru4RecParameters.class)
 *         .with(YamlSettings.read(Path.of("train.yaml")))
 *         .with("layers", "224")
 *         .build();
 * }</pre>
 *
 * @param <R> the record, every component of which carries {@link Parameter}
 */
public final class Parameters<R extends Record> {
  private final Class<R> type;
  private final Map<String, DeclaredParameter> declared;
  private final Map<String, Object> values;

  private Parameters(
      Class<R> type, Map<String, DeclaredParameter> declared, Map<String, Object> values) {
    this.type = type;
    this.declared = declared;
    this.values = values;
  }

  /** All parameters at their defaults. */
  public static <R extends Record> Parameters<R> of(Class<R> type) {
    Map<String, DeclaredParameter> declared = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      DeclaredParameter parameter = DeclaredParameter.of(component);
      declared.put(parameter.name(), parameter);
      values.put(
          parameter.name(), parameter.read(Setting.of(parameter.name(), parameter.defaultValue())));
    }
    return new Parameters<>(type, declared, values);
  }

  /** All parameters at the values that a record has. */
  public static <R extends Record> Parameters<R> of(R values) {
    @SuppressWarnings("unchecked") // getClass of an R is a Class<R>: records are final
    Class<R> type = (Class<R>) values.getClass();
    Parameters<R> defaults = of(type);
    Map<String, Object> copy = new LinkedHashMap<>(defaults.values);
    RecordComponent[] components = type.getRecordComponents();
    String[] names = defaults.declared.keySet().toArray(String[]::new);
    for (int i = 0; i < components.length; i++) {
      try {
        copy.put(names[i], components[i].getAccessor().invoke(values));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(type + " must be a public record", e);
      }
    }
    return new Parameters<>(type, defaults.declared, copy);
  }

  /** The parameters in the order of their declaration. */
  public List<DeclaredParameter> declared() {
    return List.copyOf(declared.values());
  }

  /**
   * Sets one parameter.
   *
   * @param name in snake case: {@code batch_size}
   * @param value as a user would write it: {@code 0.1}, {@code bpr-max}, {@code 100/100}
   * @throws InvalidSettingException if there is no such parameter, or the value is not allowed
   */
  public Parameters<R> with(String name, String value) {
    return with(List.of(Setting.of(name, value)));
  }

  /**
   * Sets several parameters, one after the other: the last one wins.
   *
   * @throws InvalidSettingException at the first that does not exist or is not allowed
   */
  public Parameters<R> with(List<Setting> settings) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    for (Setting setting : settings) {
      DeclaredParameter parameter = declared.get(setting.name());
      if (parameter == null) {
        throw setting.error(unknown(setting.name()));
      }
      copy.put(setting.name(), parameter.read(setting));
    }
    return new Parameters<>(type, declared, copy);
  }

  /**
   * Sets several parameters.
   *
   * @throws InvalidSettingException at the first that does not exist or is not allowed
   */
  public Parameters<R> with(Map<String, String> settings) {
    return with(
        settings.entrySet().stream().map(e -> Setting.of(e.getKey(), e.getValue())).toList());
  }

  /**
   * The record.
   *
   * @throws InvalidSettingException if the record itself refuses the combination
   */
  public R build() {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values.values().toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new InvalidSettingException(refused.getMessage());
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " must be a public record", e);
    }
  }

  /** All values as a user would write them, in the order of their declaration. */
  public Map<String, String> asText() {
    Map<String, String> text = new LinkedHashMap<>();
    values.forEach((name, value) -> text.put(name, declared.get(name).format(value)));
    return text;
  }

  /** All values as JSON has them: numbers, booleans, lists, and names for the rest. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>(values);
    Map<String, String> text = asText();
    json.replaceAll((name, value) -> jsonOf(value, text.get(name)));
    return json;
  }

  private static Object jsonOf(Object value, String text) {
    if (value instanceof OptionalDouble number && number.isPresent()) {
      return number.getAsDouble();
    }
    boolean plain = value instanceof Number || value instanceof Boolean || value instanceof List;
    return plain ? value : text;
  }

  private String unknown(String name) {
    String problem = "unknown parameter '" + name + "'";
    return SimilarName.find(name, declared.keySet())
        .map(near -> problem + "; did you mean '" + near + "'?")
        .orElse(problem + " (known: " + String.join(", ", declared.keySet()) + ")");
  }
}
