package clickahead.prepare;

import clickahead.data.InputException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A number that a recipe's statements use.
 *
 * @param name its name
 * @param value a whole number; or a date, or a date and time, of UTC
 * @param meaning what it says
 * @param number the number itself; microseconds since 1970 for a date
 */
public record RecipeParameter(String name, String value, String meaning, long number) {

  /**
   * A parameter of this value.
   *
   * @throws InputException if the value is neither a whole number nor a date
   */
  static RecipeParameter of(String name, String value, String meaning) throws InputException {
    return new RecipeParameter(name, value, meaning, number(name, value));
  }

  RecipeParameter with(String other) throws InputException {
    boolean date = value.contains("-");
    RecipeParameter changed = of(name, other, meaning);
    if (date != other.contains("-") || (!date && changed.number < 1)) {
      throw new InputException(
          name
              + " is "
              + other
              + ", expected "
              + (date ? "a date such as " : "a whole number of at least 1 such as ")
              + value);
    }
    return changed;
  }

  private static long number(String name, String value) throws InputException {
    try {
      if (!value.contains("-")) {
        return Long.parseLong(value);
      }
      LocalDateTime time =
          value.contains("T") ? LocalDateTime.parse(value) : LocalDate.parse(value).atStartOfDay();
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new InputException(
          name + " is '" + value + "', expected a whole number, or a date such as 2014-09-30");
    }
  }
}
