package clickahead.graph.sequence;

import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.Worker;

/** W x + b of every row. */
final class LinearRows implements SequenceOperator {
  private final Workspace space;
  private final Rows.Reader input;
  private final DenseMatrix matrix;
  private final Rows output;
  private final long scratch;

  LinearRows(Workspace space, Rows.Reader input, DenseMatrix matrix, int count, boolean training) {
    this.space = space;
    this.input = input;
    this.matrix = matrix;
    output = new Rows(space, input.rows().outputs(), count, matrix.blockRows(), training);
    scratch = training ? space.elements((long) count * input.rows().stride()) : 0;
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    Rows x = input.rows();
    int first = x.first(batch, worker.index());
    int count = x.count(batch, worker.index());
    matrix.apply(x.value(first), x.stride(), count, output.value(first));
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    Rows x = input.rows();
    int w = worker.index();
    int first = x.first(batch, w);
    int count = x.count(batch, w);
    long d = output.gradient(first);
    int stride = output.stride();
    matrix.weightGradient(w, 0, 1, d, stride, count, x.value(first), x.stride());
    if (!x.hasGradient()) {
      return;
    }
    long room = input.overwrites() ? 0 : scratch + space.bytes((long) first * x.stride());
    matrix.inputGradient(0, 1, d, stride, count, x.gradient(first), x.stride(), room);
  }

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    matrix.collect(worker);
  }

  @Override
  public double squaredGradients(Worker worker) {
    return matrix.squaredGradients(worker);
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    matrix.update(worker, optimizer, step, scale);
  }
}
