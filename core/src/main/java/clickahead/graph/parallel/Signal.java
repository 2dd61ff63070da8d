package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;

/**
 * What one operator hands to the next: values, and on the way back their gradient as one partial
 * sum per worker. The gradient of element (u, b) is Σ_w scale_w[b] * partial_w[u, b].
 *
 * <p>Values have one unit more than declared, constant 1, so that a weight matrix holds its bias as
 * a last column.
 */
final class Signal {
  /** Number of units, without the constant one. */
  final int units;

  /** Stored as [B, stride], one row per slot; else as [units + 1, P]. */
  final boolean slotMajor;

  /** Elements between rows. */
  final int stride;

  /** Partial gradients [W], stored like the values; each written by its worker. */
  final long[] partial;

  /** Column scales [W] of P elements each; null means 1 everywhere. */
  final long[] scale;

  private final long[] values;

  Signal(int units, boolean slotMajor, int stride, long[] values, long[] partial, long[] scale) {
    this.units = units;
    this.slotMajor = slotMajor;
    this.stride = stride;
    this.values = values;
    this.partial = partial;
    this.scale = scale;
  }

  /** A signal with one row per slot. */
  static Signal slotMajor(Workspace space, int units) {
    int stride = Kernels.padded(units + 1);
    long value = space.elements((long) space.slots() * stride);
    long[] partial = space.elementsPerWorker((long) space.slots() * stride);
    return new Signal(units, true, stride, new long[] {value, value}, partial, null);
  }

  /**
   * A recurrent state with one row per unit, double-buffered: what a step reads as the previous
   * state the next step overwrites.
   *
   * @param scaled does the consumer give column scales?
   */
  static Signal unitMajor(Workspace space, int units, boolean scaled) {
    int p = space.paddedSlots();
    long[] values = {space.elements((units + 1L) * p), space.elements((units + 1L) * p)};
    Kernels kernels = space.compute().kernels();
    for (long value : values) {
      for (int b = 0; b < p; b++) {
        kernels.put(value, (long) units * p + b, 1);
      }
    }
    long[] partial = space.elementsPerWorker((long) units * p);
    long[] scale = scaled ? space.elementsPerWorker(p) : null;
    return new Signal(units, false, p, values, partial, scale);
  }

  /** The values that this step writes. */
  long value(MiniBatch batch) {
    return values[1 - batch.parity];
  }

  /** The values that the step before wrote. */
  long previous(MiniBatch batch) {
    return values[batch.parity];
  }
}
