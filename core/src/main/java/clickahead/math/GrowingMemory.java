package clickahead.math;

import java.lang.foreign.Arena;

/** Room that grows as it is asked for more; what it held is lost then. Freed with its object. */
final class GrowingMemory {
  private Arena arena;
  private long address;
  private long bytes;

  /** Copies a row of floats, as they are to be multiplied. */
  interface RowCopy {
    void copy(long from, long to, long columns);
  }

  /**
   * A copy of a matrix of floats [rows, columns], its rows one behind the other.
   *
   * @param stride elements between rows of the matrix
   * @param elementBytes bytes of an element of the copy
   */
  long copyOf(long from, long stride, long rows, long columns, int elementBytes, RowCopy copy) {
    long to = atLeast(rows * columns * elementBytes);
    for (long row = 0; row < rows; row++) {
      copy.copy(from + row * stride * Float.BYTES, to + row * columns * elementBytes, columns);
    }
    return to;
  }

  /** The address of at least so many bytes, valid until more are asked for. */
  long atLeast(long wanted) {
    if (arena == null || wanted > bytes) {
      arena = Arena.ofAuto();
      bytes = wanted + wanted / 4;
      address = Memory.allocate(arena, bytes);
    }
    return address;
  }
}
