package clickahead.graph.parallel;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;

/**
 * Rows that the last steps left, one per slot, [S, B, width]: a step's rows lie at its number
 * modulo S.
 */
final class StepRing {
  private final Kernels kernels;
  private final int steps;
  private final int slots;
  private final int width;
  private final long address;
  private final long rowBytes;

  /**
   * Lays out zeros.
   *
   * @param steps S
   * @param width padded
   */
  StepRing(Workspace space, int steps, int width) {
    kernels = space.compute().kernels();
    this.steps = steps;
    slots = space.slots();
    this.width = width;
    rowBytes = space.bytes(width);
    address = space.elements(count());
  }

  private long count() {
    return (long) steps * slots * width;
  }

  /** Elements of a row. */
  int width() {
    return width;
  }

  /** Sets one column of all rows. */
  void fillColumn(int column, double value) {
    for (long at = column; at < count(); at += width) {
      kernels.put(address, at, value);
    }
  }

  /** Address of the row that a step left in a slot. */
  long row(long step, int slot) {
    return address + (Math.floorMod(step, steps) * (long) slots + slot) * rowBytes;
  }

  /** All rows. */
  float[] values() {
    float[] values = new float[Math.toIntExact(count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) kernels.get(address, i);
    }
    return values;
  }

  /** Puts back what {@link #values} gave. */
  void restore(float[] values) {
    for (int i = 0; i < values.length; i++) {
      kernels.put(address, i, values[i]);
    }
  }
}
