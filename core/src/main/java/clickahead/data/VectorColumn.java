package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongUnaryOperator;

/**
 * A column of vectors, all of one length.
 *
 * @param dimensions numbers of each
 * @param source where they are read
 */
public record VectorColumn(int dimensions, Source source) implements LogColumn {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Where vectors are read. Usable from any thread. */
  @FunctionalInterface
  public interface Source {
    /** One number of the vector at a place; the first is NaN where there is none. */
    float get(long place, int k);
  }

  /**
   * A column of a file.
   *
   * @param numbers F32, so many for each place
   */
  static VectorColumn of(int dimensions, MemorySegment numbers) {
    return new VectorColumn(
        dimensions, (place, k) -> numbers.getAtIndex(FLOAT, place * dimensions + k));
  }

  /** Is there a vector at a place? */
  public boolean has(long place) {
    return !Float.isNaN(source.get(place, 0));
  }

  /** Copies the vector at a place. */
  public void copy(long place, float[] to) {
    for (int k = 0; k < dimensions; k++) {
      to[k] = source.get(place, k);
    }
  }

  @Override
  public String value(long place) {
    if (!has(place)) {
      return "";
    }
    StringJoiner numbers = new StringJoiner(" ");
    for (int k = 0; k < dimensions; k++) {
      numbers.add(text(source.get(place, k)));
    }
    return numbers.toString();
  }

  private static String text(float number) {
    return number == Math.rint(number) ? NumberColumn.text(number) : Float.toString(number);
  }

  @Override
  public LogColumn at(LongUnaryOperator other) {
    return new VectorColumn(dimensions, (place, k) -> source.get(other.applyAsLong(place), k));
  }

  /**
   * The same as texts, for whoever does not take them for vectors.
   *
   * @param places number of places
   */
  public TokenColumn asTexts(long places) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] codes = new int[Math.toIntExact(places)];
    for (int place = 0; place < codes.length; place++) {
      String value = value(place);
      codes[place] =
          value.isEmpty()
              ? TokenColumn.MISSING
              : known.computeIfAbsent(value, text -> known.size());
    }
    return new TokenColumn(
        Vocabulary.of(known.keySet().stream().toList()), place -> codes[Math.toIntExact(place)]);
  }
}
