package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/** Two rows that are equally wide, multiplied element by element. */
final class ProductRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader left;
  private final Rows.Reader right;
  private final Rows output;
  private final long scratch;

  ProductRows(Workspace space, Rows.Reader left, Rows.Reader right, int count, boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    this.left = left;
    this.right = right;
    Rows rows = left.rows();
    output = new Rows(space, rows.outputs(), count, rows.units(), training);
    scratch = training ? space.elements((long) count * output.stride()) : 0;
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int count = output.count(batch, worker.index()) * output.stride();
    Memory.copy(left.rows().value(first), output.value(first), space.bytes(count));
    kernels.multiply(output.value(first), right.rows().value(first), count);
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int count = output.count(batch, worker.index()) * output.stride();
    give(left, right.rows(), first, count);
    give(right, left.rows(), first, count);
  }

  private void give(Rows.Reader to, Rows other, int first, int count) {
    long gradient = to.rows().gradient(first);
    long room = to.overwrites() ? gradient : scratch + space.bytes((long) first * output.stride());
    Memory.copy(output.gradient(first), room, space.bytes(count));
    kernels.multiply(room, other.value(first), count);
    if (!to.overwrites()) {
      kernels.add(gradient, room, count);
    }
  }
}
