package clickahead.graph.sequence;

import clickahead.graph.Dropout;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;

/**
 * Dropout of rows in place. A row's mask depends on its event's number in the batch, not on the
 * worker that has it; the prefixes of a session, which share their events, share the masks too.
 */
final class EventDropout {
  private final Kernels kernels;
  private final Rows rows;
  private final Dropout dropout;
  private final long masks;
  private final int elementBytes;

  EventDropout(Workspace space, Rows rows, int count, Dropout dropout) {
    kernels = space.compute().kernels();
    elementBytes = space.compute().elementBytes();
    this.rows = rows;
    this.dropout = dropout;
    masks = dropout.isOn() ? space.elements((long) count * rows.stride()) : 0;
  }

  private long mask(int row) {
    return masks + (long) row * rows.stride() * elementBytes;
  }

  /** Multiplies rows first to end - 1. */
  void forward(SequenceBatch batch, int first, int end) {
    if (!dropout.isOn()) {
      return;
    }
    int stride = rows.stride();
    for (int row = first; row < end; row++) {
      int event = rows.outputs() ? batch.outputEvents[row] : row;
      dropout.mask(batch.step, mask(row), stride, batch.numbers[event] * stride);
    }
    kernels.multiply(rows.value(first), mask(first), (end - first) * stride);
  }

  /** Multiplies their gradients. */
  void backward(int first, int end) {
    if (dropout.isOn()) {
      kernels.multiply(rows.gradient(first), mask(first), (end - first) * rows.stride());
    }
  }
}
