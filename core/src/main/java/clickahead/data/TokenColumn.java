package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/**
 * A column of texts: the code of one of V different ones at each place.
 *
 * @param vocabulary the different values
 * @param codes the code at a place; {@link #MISSING} where it has no value
 */
public record TokenColumn(Vocabulary vocabulary, LongToIntFunction codes) implements PlainColumn {
  /** The code of no value. */
  public static final int MISSING = -1;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * A column of a file.
   *
   * @param codes I32, one for each place
   */
  static TokenColumn of(Vocabulary vocabulary, MemorySegment codes) {
    return new TokenColumn(vocabulary, place -> codes.getAtIndex(INT, place));
  }

  /** The code at a place, {@link #MISSING} where it has no value. */
  public int code(long place) {
    return codes.applyAsInt(place);
  }

  @Override
  public String value(long place) {
    int code = code(place);
    return code == MISSING ? "" : vocabulary.value(code);
  }

  @Override
  public LogColumn at(LongUnaryOperator source) {
    return new TokenColumn(vocabulary, place -> codes.applyAsInt(source.applyAsLong(place)));
  }
}
