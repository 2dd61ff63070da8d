package clickahead.prepare;

import clickahead.data.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ranges of numbers as RecBole writes them: {@code [5,inf)}, {@code (0,1];[3,4]}. A number is in
 * them if it is in one.
 *
 * @param text as it was written
 * @param ranges one or more
 */
public record Ranges(String text, List<Range> ranges) {
  private static final Pattern RANGE =
      Pattern.compile("\\s*([\\[(])\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+?)\\s*([\\])])\\s*");

  /** One range, each end with or without the number itself. */
  record Range(double low, boolean fromLow, double high, boolean toHigh) {}

  /**
   * Reads ranges.
   *
   * @throws InputException if they are none
   */
  public static Ranges parse(String name, String text) throws InputException {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        throw wrong(name, text);
      }
      double low = number(matcher.group(2), name, text);
      double high = number(matcher.group(3), name, text);
      if (!(low <= high)) {
        throw wrong(name, text);
      }
      ranges.add(new Range(low, matcher.group(1).equals("["), high, matcher.group(4).equals("]")));
    }
    return new Ranges(text, List.copyOf(ranges));
  }

  private static double number(String text, String name, String all) throws InputException {
    try {
      return switch (text) {
        case "inf", "+inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw wrong(name, all);
    }
  }

  private static InputException wrong(String name, String text) {
    return new InputException(
        name
            + " is '"
            + text
            + "', expected a range such as [5,inf) or (0,3], or some with ; between");
  }

  /** The SQL condition that a number is in them; false where there is none. */
  String holds(String number) {
    return ranges.stream()
        .map(range -> condition(range, number))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String condition(Range range, String number) {
    String low = "CAST('" + range.low() + "' AS DOUBLE)";
    String high = "CAST('" + range.high() + "' AS DOUBLE)";
    return "coalesce(%s %s %s AND %s %s %s, FALSE)"
        .formatted(
            number, range.fromLow() ? ">=" : ">", low, number, range.toHigh() ? "<=" : "<", high);
  }
}
