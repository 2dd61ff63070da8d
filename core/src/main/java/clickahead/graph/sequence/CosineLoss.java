package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * Distance of each output to the embedding of its target, 1 - cos (Tan, Xu and Liu, DLRS 2016).
 * Outputs and the items' rows have length 1, so that the cosine is their product. The rows are
 * constants: if they were trained, all would become one.
 */
final class CosineLoss implements OutputLoss {
  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader output;
  private final ItemTable table;
  private final TouchedRows rows;
  private final double[] losses;

  CosineLoss(Workspace space, Rows.Reader output, ItemTable table, TouchedRows rows) {
    this.space = space;
    kernels = space.compute().kernels();
    this.output = output;
    this.table = table;
    this.rows = rows;
    losses = new double[space.workers()];
  }

  @Override
  public void prepare(Worker worker, SequenceBatch batch) {
    // No item is scored; what is fed comes among the rows behind this.
    rows.restart(worker);
  }

  @Override
  public void compute(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    double share = -1.0 / batch.outputs();
    Rows y = output.rows();
    losses[w] = 0;
    for (int o = batch.firstOutput(w); o < batch.firstOutput(w + 1); o++) {
      long target = table.row(0, batch.targets[o]);
      double cosine = 0;
      for (int k = 0; k < y.units(); k++) {
        cosine += kernels.get(target, k) * kernels.get(y.value(o), k);
      }
      losses[w] += 1 - cosine;
      Memory.clear(y.gradient(o), space.bytes(y.stride()));
      kernels.optimizers().mix(y.gradient(o), target, y.units(), 0, share);
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {}

  @Override
  public double loss() {
    double sum = 0;
    for (double each : losses) {
      sum += each;
    }
    return sum;
  }
}
