package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The vectors that the events' items were given. They are constant, read where they lie, and have
 * no gradient.
 */
final class FeatureVectors implements SequenceOperator {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Kernels kernels;
  private final MemorySegment vectors;
  private final Rows output;

  /**
   * Lays out a look-up.
   *
   * @param vectors F32 [N, units]
   */
  FeatureVectors(Workspace space, MemorySegment vectors, int units, int events) {
    kernels = space.compute().kernels();
    this.vectors = vectors;
    output = Rows.constant(space, events, units);
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int units = output.units();
    boolean single = kernels.elementBytes() == Float.BYTES;
    int end = batch.firstEvent(worker.index() + 1);
    for (int e = batch.firstEvent(worker.index()); e < end; e++) {
      long from = (long) batch.items[e] * units * Float.BYTES;
      long to = output.value(e);
      if (single) {
        MemorySegment.copy(vectors, from, Memory.ALL, to, (long) units * Float.BYTES);
      } else {
        for (int k = 0; k < units; k++) {
          kernels.put(to, k, vectors.get(FLOAT, from + (long) k * Float.BYTES));
        }
      }
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {}
}
