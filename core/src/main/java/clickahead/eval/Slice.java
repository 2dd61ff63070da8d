package clickahead.eval;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The events divided by something that is known of them, into parts that all have events.
 *
 * @param name for programs
 * @param title for people
 * @param labels names of the parts, in their order
 * @param part each event's part [E]
 */
public record Slice(String name, String title, List<String> labels, int[] part) {

  /** Divides by a key; parts are in the order of their keys. */
  static Slice by(String name, String title, long[] keys, LongFunction<String> label) {
    long[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
    return new Slice(
        name,
        title,
        Arrays.stream(distinct).mapToObj(label).toList(),
        Arrays.stream(keys).mapToInt(key -> Arrays.binarySearch(distinct, key)).toArray());
  }
}
