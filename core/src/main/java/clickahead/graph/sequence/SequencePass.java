package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.Worker;
import java.lang.foreign.Arena;

/**
 * The forward half of a {@link SequencePlan} for one thread. Many threads may each have one over
 * the same weights.
 */
public final class SequencePass {
  private final SequenceOperator[] operators;
  private final Rows outputs;
  private final Worker worker = Worker.alone();

  /**
   * Lays out the buffers.
   *
   * @param shape of one worker
   * @param maxLength how many events attention looks back at; 0 for all
   */
  public SequencePass(
      Arena arena, Compute compute, SequenceShape shape, SequenceNetwork network, int maxLength) {
    Workspace space = new Workspace(arena, compute, 1, shape.events());
    SequenceGraph graph =
        new SequenceGraph(space, shape, network.items(), null, maxLength, 0, null);
    outputs = network.layOut(graph);
    operators = graph.operators().toArray(SequenceOperator[]::new);
  }

  /**
   * Computes the outputs of a packed batch.
   *
   * @return one row per output, valid until the next call
   */
  public Rows run(SequenceBatch batch) {
    for (SequenceOperator operator : operators) {
      operator.forward(worker, batch);
    }
    return outputs;
  }
}
