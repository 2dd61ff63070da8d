package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/** Every row x divided by its length: y = x / |x|. A row of zeros stays what it is. */
final class UnitRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader input;
  private final Rows output;
  private final double[] lengths;

  UnitRows(Workspace space, Rows.Reader input, int count, boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    this.input = input;
    output = new Rows(space, input.rows().outputs(), count, input.rows().units(), training);
    lengths = new double[count];
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    Rows x = input.rows();
    int first = x.first(batch, worker.index());
    int end = first + x.count(batch, worker.index());
    for (int row = first; row < end; row++) {
      double length = Math.sqrt(kernels.optimizers().sumOfSquares(x.value(row), x.stride()));
      lengths[row] = length;
      Memory.copy(x.value(row), output.value(row), space.bytes(x.stride()));
      scale(output.value(row), length == 0 ? 1 : 1 / length);
    }
  }

  private void scale(long row, double factor) {
    kernels.optimizers().mix(row, row, output.stride(), factor, 0);
  }

  /** dx = (dy - y (y · dy)) / |x|. */
  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    Rows x = input.rows();
    int stride = x.stride();
    int first = x.first(batch, worker.index());
    int end = first + x.count(batch, worker.index());
    for (int row = first; row < end; row++) {
      long dy = output.gradient(row);
      double along = dot(output.value(row), dy);
      kernels.optimizers().mix(dy, output.value(row), stride, 1, -along);
      scale(dy, lengths[row] == 0 ? 0 : 1 / lengths[row]);
      if (input.overwrites()) {
        Memory.copy(dy, x.gradient(row), space.bytes(stride));
      } else {
        kernels.add(x.gradient(row), dy, stride);
      }
    }
  }

  private double dot(long a, long b) {
    double sum = 0;
    for (int k = 0; k < output.units(); k++) {
      sum += kernels.get(a, k) * kernels.get(b, k);
    }
    return sum;
  }
}
