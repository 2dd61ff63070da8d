package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/**
 * A column of a log: the value of each event, or of each session, as the code of one of V different
 * texts. Numbers are texts too, as they stood in the log. Immutable and usable from any thread.
 *
 * @param vocabulary the different values
 * @param codes the code at a place, that is of an event or of a session; {@link #MISSING} where it
 *     has no value
 */
public record LogColumn(Vocabulary vocabulary, LongToIntFunction codes) {
  /** The code of no value. */
  public static final int MISSING = -1;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * A column of a file.
   *
   * @param codes I32, one for each place
   */
  static LogColumn of(Vocabulary vocabulary, MemorySegment codes) {
    return new LogColumn(vocabulary, place -> codes.getAtIndex(INT, place));
  }

  /** The code of an event or a session, {@link #MISSING} where it has no value. */
  public int code(long place) {
    return codes.applyAsInt(place);
  }

  /** The value of an event or a session; empty where it has none. */
  public String value(long place) {
    int code = code(place);
    return code == MISSING ? "" : vocabulary.value(code);
  }

  /**
   * The same values at other places.
   *
   * @param source where this column has the value of each place
   */
  LogColumn at(LongUnaryOperator source) {
    return new LogColumn(vocabulary, place -> codes.applyAsInt(source.applyAsLong(place)));
  }
}
