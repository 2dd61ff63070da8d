package clickahead.graph.sequence;

import clickahead.graph.Dropout;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/** Dropout between two operators. */
final class DropoutRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader input;
  private final Rows output;
  private final EventDropout dropout;

  DropoutRows(Workspace space, Rows.Reader input, int count, Dropout dropout, boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    this.input = input;
    Rows in = input.rows();
    output = new Rows(space, in.outputs(), count, in.units(), training);
    this.dropout = new EventDropout(space, output, count, dropout);
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int count = output.count(batch, worker.index());
    long bytes = space.bytes((long) count * output.stride());
    Memory.copy(input.rows().value(first), output.value(first), bytes);
    dropout.forward(batch, first, first + count);
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int count = output.count(batch, worker.index());
    if (!input.rows().hasGradient()) {
      return;
    }
    dropout.backward(first, first + count);
    long to = input.rows().gradient(first);
    if (input.overwrites()) {
      Memory.copy(output.gradient(first), to, space.bytes((long) count * output.stride()));
    } else {
      kernels.add(to, output.gradient(first), count * output.stride());
    }
  }
}
