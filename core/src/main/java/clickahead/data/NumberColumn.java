package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/**
 * A column of numbers.
 *
 * @param numbers the number at a place; NaN where it has none
 */
public record NumberColumn(LongToDoubleFunction numbers) implements PlainColumn {
  private static final double MOST_EXACT = 1e15;

  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * A column of a file.
   *
   * @param numbers F64, one for each place
   */
  static NumberColumn of(MemorySegment numbers) {
    return new NumberColumn(place -> numbers.getAtIndex(DOUBLE, place));
  }

  /** A number as text: 12 and 10.5, however it was written. */
  public static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < MOST_EXACT
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The number at a place; NaN where it has none. */
  public double number(long place) {
    return numbers.applyAsDouble(place);
  }

  @Override
  public String value(long place) {
    double number = number(place);
    return Double.isNaN(number) ? "" : text(number);
  }

  @Override
  public LogColumn at(LongUnaryOperator source) {
    return new NumberColumn(place -> numbers.applyAsDouble(source.applyAsLong(place)));
  }
}
