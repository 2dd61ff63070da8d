package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Memory;
import clickahead.math.OptimizerKernels;
import clickahead.math.Worker;
import java.util.List;

/** The sum of rows that are equally wide, each times a constant. */
final class WeightedSumRows implements SequenceOperator {
  private final Workspace space;
  private final OptimizerKernels kernels;
  private final List<Rows.Reader> inputs;
  private final List<Double> weights;
  private final Rows output;

  /**
   * Lays out a sum.
   *
   * @param weights one for each input
   */
  WeightedSumRows(
      Workspace space,
      List<Rows.Reader> inputs,
      List<Double> weights,
      int count,
      boolean training) {
    this.space = space;
    kernels = space.compute().kernels().optimizers();
    this.inputs = List.copyOf(inputs);
    this.weights = List.copyOf(weights);
    Rows first = inputs.getFirst().rows();
    output = new Rows(space, first.outputs(), count, first.units(), training);
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    long count = (long) output.count(batch, worker.index()) * output.stride();
    Memory.clear(output.value(first), space.bytes(count));
    for (int i = 0; i < inputs.size(); i++) {
      long from = inputs.get(i).rows().value(first);
      kernels.mix(output.value(first), from, count, 1, weights.get(i));
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    long count = (long) output.count(batch, worker.index()) * output.stride();
    for (int i = 0; i < inputs.size(); i++) {
      long to = inputs.get(i).rows().gradient(first);
      if (inputs.get(i).overwrites()) {
        Memory.clear(to, space.bytes(count));
      }
      kernels.mix(to, output.gradient(first), count, 1, weights.get(i));
    }
  }
}
