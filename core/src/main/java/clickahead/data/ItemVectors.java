package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A vector of D numbers for each of N items, such as what an image or a text is to another model;
 * zeros where an item has none. Immutable; mapped when it was read from a file.
 *
 * @param data F32 [N, D], little-endian
 * @param dimensions D
 */
public record ItemVectors(MemorySegment data, int dimensions) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int CHUNK = 1 << 20;

  /** Vectors in memory, all of the same length, at least 1. */
  public static ItemVectors of(float[][] rows) {
    int dimensions = rows.length == 0 ? 1 : rows[0].length;
    MemorySegment data = MemorySegment.ofArray(new float[rows.length * dimensions]);
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < dimensions; k++) {
        data.setAtIndex(FLOAT, (long) i * dimensions + k, rows[i][k]);
      }
    }
    return new ItemVectors(data, dimensions);
  }

  static ItemVectors read(Safetensors file, String name, int items) throws IOException {
    Safetensors.Tensor tensor = file.tensor(name, ElementType.F32);
    if (tensor.spec().shape().size() != 2 || tensor.spec().shape().getFirst() != items) {
      throw new FormatException(
          file.file(),
          "damaged: tensor " + tensor.spec() + " is none of " + items + " vectors. Write it again");
    }
    return new ItemVectors(tensor.data(), Math.toIntExact(tensor.spec().shape().getLast()));
  }

  TensorSpec tensor(String name) {
    return TensorSpec.of(name, ElementType.F32, items(), dimensions);
  }

  void write(SafetensorsWriter writer, String name) throws IOException {
    for (long at = 0; at < data.byteSize(); at += CHUNK) {
      MemorySegment chunk = data.asSlice(at, Math.min(CHUNK, data.byteSize() - at));
      writer.append(name, ByteBuffer.wrap(chunk.toArray(ValueLayout.JAVA_BYTE)));
    }
  }

  /** Number of items, N. */
  public int items() {
    return Math.toIntExact(data.byteSize() / (4L * dimensions));
  }

  /** One number of an item's vector. */
  public float get(int item, int k) {
    return data.getAtIndex(FLOAT, (long) item * dimensions + k);
  }

  ItemVectors first(int n) {
    return new ItemVectors(data.asSlice(0, 4L * n * dimensions), dimensions);
  }

  /**
   * The vectors of a grown catalogue: the newer one of each item that has one there, else this.
   *
   * @param newer of the same length
   * @param old for each item of the grown catalogue its index here, -1 where it has none
   * @param now the same in the newer vectors
   */
  ItemVectors extendedBy(ItemVectors newer, int[] old, int[] now) {
    long row = 4L * dimensions;
    MemorySegment all = Arena.ofAuto().allocate(Math.max(1, row * old.length), 4);
    for (int place = 0; place < old.length; place++) {
      boolean inNewer = now[place] >= 0;
      ItemVectors from = inNewer ? newer : this;
      int item = inNewer ? now[place] : old[place];
      if (item >= 0) {
        MemorySegment.copy(from.data, item * row, all, place * row, row);
      }
    }
    return new ItemVectors(all.asSlice(0, row * old.length), dimensions);
  }
}
