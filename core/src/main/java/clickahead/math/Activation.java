package clickahead.math;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A monotone element-wise function of hidden states or scores, under the names of the official
 * GRU4Rec code: linear, relu, tanh, leaky-X, elu-X, selu-X-Y.
 *
 * @param kind which function
 * @param first X of leaky-X, elu-X and selu-X-Y; 0 for the others
 * @param second Y of selu-X-Y; 0 for the others
 */
public record Activation(Kind kind, double first, double second) {
  private static final Pattern NAME =
      Pattern.compile("([a-z]+)(?:-(\\d*\\.?\\d+))?(?:-(\\d*\\.?\\d+))?");

  /** The functions. */
  public enum Kind {
    /** x. */
    LINEAR(0),
    /** tanh x. */
    TANH(0),
    /** max(x, 0). */
    RELU(0),
    /** x, or X x where x is negative. */
    LEAKY(1),
    /** x, or X (e^x - 1) where x is negative. */
    ELU(1),
    /** X x, or X Y (e^x - 1) where x is negative. */
    SELU(2);

    private final int parameters;

    Kind(int parameters) {
      this.parameters = parameters;
    }
  }

  /** The identity. */
  public static final Activation LINEAR = new Activation(Kind.LINEAR, 0, 0);

  /** Hyperbolic tangent. */
  public static final Activation TANH = new Activation(Kind.TANH, 0, 0);

  /** x, or a (e^x - 1) where x is negative; the identity for a = 0. */
  public static Activation elu(double a) {
    return a == 0 ? LINEAR : new Activation(Kind.ELU, a, 0);
  }

  /**
   * Reads a name: {@code tanh}, {@code elu-0.5}, {@code selu-1.05-1.67}.
   *
   * @throws IllegalArgumentException if there is no such function, or it takes another number of
   *     parameters
   */
  public static Activation parse(String text) {
    Matcher parts = NAME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (parts.matches()) {
      int given = parts.group(3) != null ? 2 : parts.group(2) != null ? 1 : 0;
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(parts.group(1))
            && kind.parameters == given) {
          return new Activation(kind, number(parts.group(2)), number(parts.group(3)));
        }
      }
    }
    throw new IllegalArgumentException(
        "no activation '" + text + "' (known: linear, relu, tanh, leaky-X, elu-X, selu-X-Y)");
  }

  private static double number(String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }

  /** The names that {@link #parse} reads. */
  public static String choices() {
    return "linear, relu, tanh, leaky-X, elu-X or selu-X-Y";
  }

  /** Is it the identity? */
  public boolean isLinear() {
    return kind == Kind.LINEAR;
  }

  /** The value y at x. */
  public double value(double x) {
    return switch (kind) {
      case LINEAR -> x;
      case TANH -> StrictMath.tanh(x);
      case RELU, LEAKY -> x < 0 ? first * x : x;
      case ELU, SELU -> x < 0 ? negativeFactor() * StrictMath.expm1(x) : positiveFactor() * x;
    };
  }

  /** The slope at x, by the value y there. */
  public double slopeFromValue(double y) {
    return switch (kind) {
      case LINEAR -> 1;
      case TANH -> 1 - y * y;
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY -> y < 0 ? first : 1;
      case ELU, SELU -> y < 0 ? y + negativeFactor() : positiveFactor();
    };
  }

  /** Slope of elu and selu where x is positive. */
  double positiveFactor() {
    return kind == Kind.SELU ? first : 1;
  }

  /** What elu and selu multiply e^x - 1 with where x is negative. */
  double negativeFactor() {
    return kind == Kind.SELU ? first * second : first;
  }

  /** The name that {@link #parse} reads. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind.parameters) {
      case 0 -> name;
      case 1 -> name + "-" + first;
      default -> name + "-" + first + "-" + second;
    };
  }
}
