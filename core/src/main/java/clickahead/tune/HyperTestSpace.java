package clickahead.tune;

import clickahead.config.InvalidSettingException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RecBole's {@code hyper.test}: {@code NAME choice [a,b,...]}, {@code NAME uniform low,high},
 * {@code NAME quniform low,high,q} (multiples of q) and {@code NAME loguniform low,high} (e^low to
 * e^high, even on the logarithmic scale: the bounds are exponents).
 */
final class HyperTestSpace {
  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(.+)");
  private static final Pattern ELEMENT =
      Pattern.compile("\\s*('[^']*'|\"[^\"]*\"|[^,'\"\\[\\]]+?)\\s*(,|$)");
  private static final MathContext DIGITS = new MathContext(6);

  private HyperTestSpace() {}

  static Space read(String file, List<String> lines) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (SpaceFile.says(line)) {
        String source = file + ":" + (at + 1);
        try {
          dimensions.add(dimension(line, source));
        } catch (IllegalArgumentException e) {
          throw new InvalidSettingException(source + ": " + e.getMessage());
        }
      }
    }
    return new Space(dimensions);
  }

  private static Dimension dimension(String line, String source) {
    Matcher words = LINE.matcher(line);
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "expected a name, choice, uniform, quniform or loguniform, and values, such as"
              + " 'learning_rate choice [0.01,0.005]'; found '"
              + line
              + "'");
    }
    String name = words.group(1);
    String values = words.group(3);
    Domain domain =
        switch (words.group(2)) {
          case "choice" -> new Choice(list(values));
          case "uniform" -> uniform(numbers(values, 2));
          case "quniform" -> multiples(numbers(values, 3));
          case "loguniform" -> exponents(numbers(values, 2));
          default ->
              throw new IllegalArgumentException(
                  "'"
                      + words.group(2)
                      + "' stands behind '"
                      + name
                      + "', expected choice, uniform, quniform or loguniform");
        };
    return new Dimension(name, domain, source);
  }

  private static Domain uniform(List<BigDecimal> bounds) {
    return new Range(bounds.get(0), bounds.get(1), BigDecimal.ZERO, false);
  }

  private static Domain multiples(List<BigDecimal> values) {
    BigDecimal q = values.get(2);
    if (q.signum() <= 0) {
      throw new IllegalArgumentException("has the step " + q + "; it must be above 0");
    }
    return new Range(multiple(values.get(0), q), multiple(values.get(1), q), q, false);
  }

  private static BigDecimal multiple(BigDecimal value, BigDecimal q) {
    return value.divide(q, 0, RoundingMode.HALF_EVEN).multiply(q);
  }

  private static Domain exponents(List<BigDecimal> bounds) {
    BigDecimal low =
        BigDecimal.valueOf(Math.exp(bounds.get(0).doubleValue()))
            .round(DIGITS)
            .stripTrailingZeros();
    BigDecimal high =
        BigDecimal.valueOf(Math.exp(bounds.get(1).doubleValue()))
            .round(DIGITS)
            .stripTrailingZeros();
    return new Range(low, high, BigDecimal.ZERO, true);
  }

  private static List<BigDecimal> numbers(String values, int count) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String value : values.split(",", -1)) {
      numbers.add(SpaceFile.number(value));
    }
    if (numbers.size() != count) {
      throw new IllegalArgumentException(
          "expected " + count + " numbers separated by commas, found '" + values + "'");
    }
    return numbers;
  }

  /** The elements of a Python list; those that are lists themselves stand in quotes. */
  private static List<String> list(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IllegalArgumentException(
          "expected a list in brackets, such as [1,2,3], found '" + text + "'");
    }
    String inside = text.substring(1, text.length() - 1);
    List<String> values = new ArrayList<>();
    Matcher element = ELEMENT.matcher(inside);
    int at = 0;
    while (at < inside.length()) {
      if (!element.region(at, inside.length()).lookingAt()) {
        throw new IllegalArgumentException(
            "expected numbers or words in quotes, separated by commas, found '"
                + inside.substring(at)
                + "'");
      }
      values.add(value(element.group(1)));
      at = element.end();
    }
    return values;
  }

  private static String value(String element) {
    boolean quoted = element.startsWith("'") || element.startsWith("\"");
    String value = quoted ? element.substring(1, element.length() - 1).strip() : element;
    boolean list = value.startsWith("[") && value.endsWith("]");
    return list ? value.substring(1, value.length() - 1).replaceAll("\\s*,\\s*", "/") : value;
  }
}
