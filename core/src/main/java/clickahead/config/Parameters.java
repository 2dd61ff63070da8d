package clickahead.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

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
 * @param <R> the record, every component of which carries {@link Parameter} or is itself such a
 *     record, whose parameters stand among the others
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
    declare(type, declared, values);
    return new Parameters<>(type, declared, values);
  }

  /** Adds a record's parameters, and in their place those of a record within it. */
  private static void declare(
      Class<?> type, Map<String, DeclaredParameter> declared, Map<String, Object> values) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (isGroup(component)) {
        declare(component.getType(), declared, values);
        continue;
      }
      DeclaredParameter parameter = DeclaredParameter.of(component);
      if (declared.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(type + " declares " + parameter.name() + " twice");
      }
      values.put(
          parameter.name(), parameter.read(Setting.of(parameter.name(), parameter.defaultValue())));
    }
  }

  /** Parameters that several records share are a record of their own, a component of each. */
  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord() && !component.isAnnotationPresent(Parameter.class);
  }

  /** All parameters at the values that a record has. */
  public static <R extends Record> Parameters<R> of(R values) {
    @SuppressWarnings("unchecked") // getClass of an R is a Class<R>: records are final
    Class<R> type = (Class<R>) values.getClass();
    Parameters<R> defaults = of(type);
    List<Object> read = new ArrayList<>();
    read(values, read);
    Map<String, Object> copy = new LinkedHashMap<>();
    Iterator<Object> next = read.iterator();
    defaults.declared.keySet().forEach(name -> copy.put(name, next.next()));
    return new Parameters<>(type, defaults.declared, copy);
  }

  private static void read(Object values, List<Object> read) {
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(values);
        if (isGroup(component)) {
          read(value, read);
        } else {
          read.add(value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(values.getClass() + " must be a public record", e);
      }
    }
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
    return build(type, values.values().iterator());
  }

  private static <T> T build(Class<T> type, Iterator<Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = isGroup(components[i]) ? build(types[i], values) : values.next();
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
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
    if (value instanceof OptionalInt number && number.isPresent()) {
      return number.getAsInt();
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
