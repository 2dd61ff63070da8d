package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * What one operator of a sequence network hands to the next: a vector for each event or each
 * output, one row each, [E, stride] or [P, stride], and its gradient. A worker reads and writes the
 * rows of its own sequences alone. Elements behind the units are zero, in the gradient too.
 *
 * <p>Where several operators read the same rows, their gradients add up: the one that was laid out
 * last comes first on the way back and overwrites, the others add.
 */
public final class Rows {
  private final boolean outputs;
  private final int units;
  private final int stride;
  private final int elementBytes;
  private final long values;
  private final long gradients;
  private int readers;

  /** One reader of rows. */
  final class Reader {
    private final int order = readers++;

    /** Is this the first to give a gradient on the way back? Then it overwrites. */
    boolean overwrites() {
      return order == readers - 1;
    }

    Rows rows() {
      return Rows.this;
    }
  }

  /** Rows of events that nothing is learned from: they are given, and get no gradient. */
  static Rows constant(Workspace space, int events, int units) {
    return new Rows(space, false, events, units, false);
  }

  Rows(Workspace space, boolean outputs, int count, int units, boolean training) {
    this.outputs = outputs;
    this.units = units;
    stride = Kernels.padded(units);
    elementBytes = space.compute().elementBytes();
    values = space.elements((long) count * stride);
    gradients = training ? space.elements((long) count * stride) : 0;
  }

  /** Do its readers give a gradient? Not in prediction, and not where the rows are constant. */
  boolean hasGradient() {
    return gradients != 0;
  }

  /** One row per output; else one per event. */
  boolean outputs() {
    return outputs;
  }

  /** Number of units. */
  public int units() {
    return units;
  }

  /** Elements between rows; padded. */
  public int stride() {
    return stride;
  }

  /** Registers a reader; in the order in which operators are laid out. */
  Reader read() {
    return new Reader();
  }

  /** Is there anybody who gives a gradient? */
  boolean isRead() {
    return readers > 0;
  }

  /** Address of a row. */
  public long value(int row) {
    return values + (long) row * stride * elementBytes;
  }

  /** Address of a row's gradient. */
  long gradient(int row) {
    return gradients + (long) row * stride * elementBytes;
  }

  /** Copies the first row's units from an array. */
  void load(float[] from, int at) {
    Memory.copy(from, at, values, units, elementBytes);
  }

  /** Copies the first row's units to an array. */
  void store(float[] to, int at) {
    Memory.copy(values, to, at, units, elementBytes);
  }

  /** Sets a worker's rows to zero. */
  void clear(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    Memory.clear(value(first(batch, w)), (long) count(batch, w) * stride * elementBytes);
  }

  /** First row of a worker. */
  int first(SequenceBatch batch, int worker) {
    return outputs ? batch.firstOutput(worker) : batch.firstEvent(worker);
  }

  /** Number of rows of a worker. */
  int count(SequenceBatch batch, int worker) {
    return first(batch, worker + 1) - first(batch, worker);
  }
}
