package clickahead.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** One parameter as a record component declares it. */
public final class DeclaredParameter {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])");

  private final String name;
  private final Parameter declaration;
  private final ValueType values;

  private DeclaredParameter(String name, Parameter declaration, ValueType values) {
    this.name = name;
    this.declaration = declaration;
    this.values = values;
  }

  static DeclaredParameter of(RecordComponent component) {
    Parameter declaration = component.getAnnotation(Parameter.class);
    if (declaration == null) {
      throw new IllegalArgumentException(
          component.getDeclaringRecord().getName()
              + "."
              + component.getName()
              + " lacks the annotation @Parameter");
    }
    ValueType values = ValueType.of(component.getGenericType());
    String name = HUMP.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT);
    return new DeclaredParameter(name, declaration, values);
  }

  /** Its name in snake case. */
  public String name() {
    return name;
  }

  /** Its type's name, or the values that it can have. */
  public String type() {
    return values.name();
  }

  /** Its default as a user would write it. */
  public String defaultValue() {
    return declaration.defaultValue();
  }

  /** What it does, in one sentence. */
  public String text() {
    return declaration.text();
  }

  /** Its bounds in words; empty where there are none. */
  public String range() {
    String low = "";
    if (declaration.min() != Double.NEGATIVE_INFINITY) {
      low = (declaration.aboveMin() ? "above " : "at least ") + number(declaration.min());
    }
    String high = "";
    if (declaration.max() != Double.POSITIVE_INFINITY) {
      high = (declaration.belowMax() ? "below " : "at most ") + number(declaration.max());
    }
    return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
  }

  /** Is a trained model made that way, so that going on with it cannot change it? */
  public boolean isFixed() {
    return declaration.fixed();
  }

  String format(Object value) {
    return values.format().apply(value);
  }

  Object read(Setting setting) {
    Object value;
    try {
      value = values.parse().apply(setting.value());
    } catch (IllegalArgumentException e) {
      throw setting.error(described(setting) + "must be " + values.expected());
    }
    for (Object element : elements(value)) {
      if (element instanceof Number number && !inRange(number.doubleValue())) {
        throw setting.error(described(setting) + "must be " + range());
      }
    }
    return value;
  }

  private static List<?> elements(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? List.of(number.getAsDouble()) : List.of();
    }
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? List.of(number.getAsInt()) : List.of();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  private String described(Setting setting) {
    return name + "=" + setting.value() + ": ";
  }

  private boolean inRange(double value) {
    boolean fromMin =
        declaration.aboveMin() ? value > declaration.min() : value >= declaration.min();
    boolean toMax = declaration.belowMax() ? value < declaration.max() : value <= declaration.max();
    return fromMin && toMax;
  }

  private static String number(double value) {
    return ValueType.of(double.class).format().apply(value);
  }
}
