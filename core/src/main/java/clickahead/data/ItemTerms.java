package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The text of each of N items as a bag of T terms with weights, such as tf-idf. Immutable; mapped
 * when it was read from a file: {@code starts} I32 [N+1], {@code terms} I32 and {@code weights}
 * F32, the items' one behind the other, and the terms themselves as strings [T].
 */
public final class ItemTerms {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment starts;
  private final MemorySegment terms;
  private final MemorySegment weights;
  private final StringColumn words;

  private ItemTerms(
      MemorySegment starts, MemorySegment terms, MemorySegment weights, StringColumn words) {
    this.starts = starts;
    this.terms = terms;
    this.weights = weights;
    this.words = words;
  }

  /**
   * Bags in memory.
   *
   * @param starts where each item's terms begin, and at the end where they end [N+1]
   * @param terms the items' terms, each 0 to T - 1
   * @param weights their weights
   * @param words the terms themselves [T]
   */
  public static ItemTerms of(int[] starts, int[] terms, float[] weights, List<String> words) {
    return new ItemTerms(
        MemorySegment.ofArray(starts),
        MemorySegment.ofArray(terms),
        MemorySegment.ofArray(weights),
        StringColumn.of(words));
  }

  static ItemTerms read(Safetensors file, String name, int items) throws IOException {
    ItemTerms bags =
        new ItemTerms(
            file.data(name + ".starts", ElementType.I32),
            file.data(name + ".terms", ElementType.I32),
            file.data(name + ".weights", ElementType.F32),
            StringColumn.read(file, name + ".words"));
    long count = bags.terms.byteSize() / 4;
    if (bags.items() != items
        || bags.start(items) != count
        || bags.weights.byteSize() / 4 != count) {
      throw new FormatException(
          file.file(),
          "damaged: the terms of '"
              + name
              + "' are those of "
              + bags.items()
              + " items, expected "
              + items
              + ". Write the file again");
    }
    return bags;
  }

  List<TensorSpec> tensors(String name) {
    List<TensorSpec> specs = new ArrayList<>(words.tensors(name + ".words"));
    specs.add(TensorSpec.of(name + ".starts", ElementType.I32, starts.byteSize() / 4));
    specs.add(TensorSpec.of(name + ".terms", ElementType.I32, terms.byteSize() / 4));
    specs.add(TensorSpec.of(name + ".weights", ElementType.F32, weights.byteSize() / 4));
    return specs;
  }

  void write(SafetensorsWriter writer, String name) throws IOException {
    words.write(writer, name + ".words");
    append(writer, name + ".starts", starts);
    append(writer, name + ".terms", terms);
    append(writer, name + ".weights", weights);
  }

  private static void append(SafetensorsWriter writer, String name, MemorySegment data)
      throws IOException {
    writer.append(name, ByteBuffer.wrap(data.toArray(ValueLayout.JAVA_BYTE)));
  }

  /** Number of items, N. */
  public int items() {
    return Math.toIntExact(starts.byteSize() / 4 - 1);
  }

  /** Number of terms, T. */
  public int size() {
    return words.size();
  }

  /** Where an item's terms begin; of N, where they end. */
  public int start(int item) {
    return starts.getAtIndex(INT, item);
  }

  /** The i-th term of all. */
  public int term(int i) {
    return terms.getAtIndex(INT, i);
  }

  /** Its weight. */
  public float weight(int i) {
    return weights.getAtIndex(FLOAT, i);
  }

  /** A term as it is written. */
  public String word(int term) {
    return words.get(term);
  }

  ItemTerms first(int n) {
    return new ItemTerms(
        starts.asSlice(0, 4L * (n + 1)),
        terms.asSlice(0, 4L * start(n)),
        weights.asSlice(0, 4L * start(n)),
        words);
  }

  /**
   * The bags of a grown catalogue: an item's terms in the newer bags where it has any there, else
   * those in these. Terms keep their number, new ones come behind.
   *
   * @param old for each item of the grown catalogue its index here, -1 where it has none
   * @param now the same in the newer bags
   */
  ItemTerms extendedBy(ItemTerms newer, int[] old, int[] now) {
    StringIndex known = new StringIndex(words);
    List<String> all = new ArrayList<>();
    for (int t = 0; t < size(); t++) {
      all.add(word(t));
    }
    int[] numbers = new int[newer.size()];
    for (int t = 0; t < numbers.length; t++) {
      numbers[t] = known.find(newer.word(t));
      if (numbers[t] < 0) {
        numbers[t] = all.size();
        all.add(newer.word(t));
      }
    }
    int[] begin = new int[old.length + 1];
    IntStream.Builder picked = IntStream.builder();
    DoubleStream.Builder weighted = DoubleStream.builder();
    for (int place = 0; place < old.length; place++) {
      boolean inNewer = now[place] >= 0 && newer.start(now[place] + 1) > newer.start(now[place]);
      ItemTerms from = inNewer ? newer : this;
      int item = inNewer ? now[place] : old[place];
      int end = item < 0 ? 0 : from.start(item + 1);
      begin[place + 1] = begin[place];
      for (int i = item < 0 ? 0 : from.start(item); i < end; i++, begin[place + 1]++) {
        picked.add(inNewer ? numbers[from.term(i)] : from.term(i));
        weighted.add(from.weight(i));
      }
    }
    double[] doubles = weighted.build().toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return of(begin, picked.build().toArray(), floats, all);
  }
}
