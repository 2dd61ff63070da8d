package clickahead.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the values of one type are read and written.
 *
 * @param name the type's name in the documentation
 * @param expected completes "must be" in an error
 * @param parse text to value; fails with IllegalArgumentException
 * @param format value to the text that a user would write
 */
record ValueType(
    String name, String expected, Function<String, Object> parse, Function<Object, String> format) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[/,]\\s*");

  private static final ValueType INT =
      new ValueType(
          "int",
          "a whole number of at most " + Integer.MAX_VALUE,
          Integer::valueOf,
          Object::toString);
  private static final ValueType LONG =
      new ValueType("long", "a whole number", Long::valueOf, Object::toString);
  private static final ValueType DOUBLE =
      new ValueType("double", "a number", ValueType::parseDouble, ValueType::formatDouble);
  private static final ValueType OPTIONAL_DOUBLE =
      new ValueType(
          "double or auto",
          "a number or auto",
          ValueType::parseOptional,
          ValueType::formatOptional);
  private static final ValueType OPTIONAL_INT =
      new ValueType(
          "int or auto",
          "a whole number or auto",
          text ->
              text.equalsIgnoreCase("auto")
                  ? OptionalInt.empty()
                  : OptionalInt.of(Integer.parseInt(text)),
          value -> {
            OptionalInt number = (OptionalInt) value;
            return number.isPresent() ? Integer.toString(number.getAsInt()) : "auto";
          });
  private static final ValueType BOOLEAN =
      new ValueType("boolean", "true or false", ValueType::parseBoolean, Object::toString);

  /**
   * The type of a record component.
   *
   * @throws IllegalArgumentException if parameters of this type are not supported
   */
  static ValueType of(Type type) {
    if (type == int.class || type == Integer.class) {
      return INT;
    } else if (type == long.class) {
      return LONG;
    } else if (type == double.class || type == Double.class) {
      return DOUBLE;
    } else if (type == OptionalDouble.class) {
      return OPTIONAL_DOUBLE;
    } else if (type == OptionalInt.class) {
      return OPTIONAL_INT;
    } else if (type == boolean.class) {
      return BOOLEAN;
    } else if (type instanceof Class<?> c && c.isEnum()) {
      return ofEnum(c);
    } else if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return ofList(of(p.getActualTypeArguments()[0]));
    } else if (type instanceof Class<?> c && c.isRecord()) {
      return ofRecord(c);
    }
    throw new IllegalArgumentException("no parameter can have the type " + type.getTypeName());
  }

  private static ValueType ofEnum(Class<?> type) {
    List<Object> constants = List.of(type.getEnumConstants());
    List<String> names = constants.stream().map(ValueType::kebab).toList();
    String choice =
        names.size() == 1
            ? names.getFirst()
            : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    return new ValueType(
        String.join(" / ", names),
        choice,
        text -> {
          int found = names.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
          if (found < 0) {
            throw new IllegalArgumentException(text);
          }
          return constants.get(found);
        },
        ValueType::kebab);
  }

  /**
   * A record with the static methods {@code parse}, from text, and {@code choices}, which names the
   * texts; {@code toString} gives a text that parse reads.
   */
  private static ValueType ofRecord(Class<?> type) {
    try {
      Method parse = type.getMethod("parse", String.class);
      String choices = (String) type.getMethod("choices").invoke(null);
      return new ValueType("name", choices, text -> invoke(parse, text), Object::toString);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " lacks parse or choices", e);
    }
  }

  private static Object invoke(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(text, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object parseOptional(String text) {
    return text.equalsIgnoreCase("auto")
        ? OptionalDouble.empty()
        : OptionalDouble.of((Double) parseDouble(text));
  }

  private static String formatOptional(Object value) {
    OptionalDouble number = (OptionalDouble) value;
    return number.isPresent() ? formatDouble(number.getAsDouble()) : "auto";
  }

  private static ValueType ofList(ValueType element) {
    return new ValueType(
        "list of " + element.name,
        (element == INT ? "whole numbers" : "numbers")
            + " separated by / or commas, for example "
            + (element == INT ? "100/100" : "0.9/0.999"),
        text ->
            text.isBlank()
                ? List.of()
                : Arrays.stream(SEPARATOR.split(text.strip(), -1)).map(element.parse).toList(),
        value -> ((List<?>) value).stream().map(element.format).collect(Collectors.joining("/")));
  }

  private static String kebab(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object parseDouble(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static String formatDouble(Object value) {
    double number = (Double) value;
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  /** Takes the spellings of the official code's parameter files too. */
  private static Object parseBoolean(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1":
        return true;
      case "false", "0":
        return false;
      default:
        throw new IllegalArgumentException(text);
    }
  }
}
