package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * The vector that each event has of one of its features; zeros where it has none. They are
 * constant, and have no gradient.
 */
final class EventVectors implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final int feature;
  private final Rows output;

  /** A vector on its way, for each worker [W, units]. */
  private final float[][] vectors;

  /**
   * Lays out a look-up.
   *
   * @param feature its number among the events' features
   */
  EventVectors(Workspace space, int feature, int units, int events) {
    this.space = space;
    kernels = space.compute().kernels();
    this.feature = feature;
    output = Rows.constant(space, events, units);
    vectors = new float[space.workers()][units];
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    Memory.clear(output.value(first), space.bytes((long) (end - first) * output.stride()));
    EventDescriptions known = batch.descriptions;
    float[] vector = vectors[worker.index()];
    for (int e = first; e < end; e++) {
      if (known.rows[feature][e] >= 0) {
        known.features().vector(feature, known.places[e], vector);
        long to = output.value(e);
        for (int k = 0; k < vector.length; k++) {
          kernels.put(to, k, vector[k]);
        }
      }
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {}
}
