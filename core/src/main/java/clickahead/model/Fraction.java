package clickahead.model;

/**
 * A share, written as a number or as a fraction.
 *
 * @param text as it was written
 * @param value 0 to 1
 */
public record Fraction(String text, double value) {

  /**
   * Reads 0.25 or 1/4.
   *
   * @throws IllegalArgumentException if it is neither, or not within 0 and 1
   */
  public static Fraction parse(String text) {
    String written = text.strip();
    int bar = written.indexOf('/');
    double value =
        bar < 0
            ? Double.parseDouble(written)
            : Double.parseDouble(written.substring(0, bar))
                / Double.parseDouble(written.substring(bar + 1));
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(text + " is not within 0 and 1");
    }
    return new Fraction(written, value);
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "a share of 0 to 1, as 1/16 or 0.0625";
  }

  @Override
  public String toString() {
    return text;
  }
}
