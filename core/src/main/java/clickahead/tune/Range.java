package clickahead.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers from one to another.
 *
 * @param low the smallest
 * @param high the largest, if a step reaches it
 * @param step distance between two values, counted from the smallest; 0 for any number in between
 * @param log are the values even on a logarithmic scale?
 */
public record Range(BigDecimal low, BigDecimal high, BigDecimal step, boolean log)
    implements Domain {
  private static final Pattern TEXT = Pattern.compile("(\\S+) to (\\S+)(?: step (\\S+))?( log)?");

  /** Digits of a number that no step rounds: more would not matter, and are hard to read. */
  private static final MathContext DIGITS = new MathContext(6);

  /** A place inside whose value is unlikely to be round. */
  private static final double PROBE = 0.3819;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if they make no range
   */
  public Range {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "begins at %s and ends at %s; give the smaller bound first"
              .formatted(low.toPlainString(), high.toPlainString()));
    }
    if (step.signum() < 0) {
      throw new IllegalArgumentException("has the step " + step + "; it must be above 0");
    }
    if (log && low.signum() <= 0) {
      throw new IllegalArgumentException(
          "begins at " + low.toPlainString() + "; a logarithmic scale must begin above 0");
    }
  }

  /** Is every number in between allowed? */
  private boolean continuous() {
    return step.signum() == 0;
  }

  private long count() {
    return high.subtract(low).divide(step, 0, RoundingMode.FLOOR).longValue() + 1;
  }

  @Override
  public OptionalLong size() {
    return continuous() ? OptionalLong.empty() : OptionalLong.of(count());
  }

  @Override
  public String at(long index) {
    BigDecimal value = low.add(step.multiply(BigDecimal.valueOf(index)));
    return (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
  }

  @Override
  public String at(double place) {
    double value = from(scaled(low) + place * (end() - scaled(low)));
    if (!continuous()) {
      long index = (long) ((value - low.doubleValue()) / step.doubleValue());
      return at(Math.max(0, Math.min(count() - 1, index)));
    }
    double inside = Math.max(low.doubleValue(), Math.min(high.doubleValue(), value));
    return rounded(new BigDecimal(inside)).toPlainString();
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.round(DIGITS).stripTrailingZeros();
  }

  @Override
  public double place(String value) {
    double middle = continuous() ? 0 : step.doubleValue() / 2;
    double from = scaled(low);
    double place = (scaled(Double.parseDouble(value) + middle) - from) / (end() - from);
    return end() == from ? 0 : Math.max(0, Math.min(Math.nextDown(1.0), place));
  }

  /** Where the values end on their scale; each value of a step has the interval behind it. */
  private double end() {
    return continuous()
        ? scaled(high)
        : scaled(low.add(step.multiply(BigDecimal.valueOf(count()))));
  }

  private double scaled(BigDecimal value) {
    return scaled(value.doubleValue());
  }

  private double scaled(double value) {
    return log ? Math.log(value) : value;
  }

  private double from(double scaled) {
    return log ? Math.exp(scaled) : scaled;
  }

  @Override
  public List<String> probes() {
    return continuous()
        ? List.of(at(0.0), at(PROBE), rounded(high).toPlainString())
        : List.of(at(0L), at(count() / 2), at(count() - 1));
  }

  /** How far a value is from the smallest to the largest number on the range's scale, 0 to 1. */
  public double share(double value) {
    double all = scaled(high) - scaled(low);
    return all == 0 ? 0.5 : (scaled(value) - scaled(low)) / all;
  }

  static Range ofText(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected a list or a range, found '" + text + "'");
    }
    return new Range(
        new BigDecimal(parts.group(1)),
        new BigDecimal(parts.group(2)),
        parts.group(3) == null ? BigDecimal.ZERO : new BigDecimal(parts.group(3)),
        parts.group(4) != null);
  }

  @Override
  public String text() {
    return low.toPlainString()
        + " to "
        + high.toPlainString()
        + (continuous() ? "" : " step " + step.toPlainString())
        + (log ? " log" : "");
  }
}
