package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/** Picks the rows of the events that are outputs. */
final class OutputRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader input;
  private final Rows output;

  OutputRows(Workspace space, Rows.Reader input, int outputs, boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    this.input = input;
    output = new Rows(space, true, outputs, input.rows().units(), training);
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int end = batch.firstOutput(worker.index() + 1);
    long bytes = space.bytes(output.stride());
    for (int o = batch.firstOutput(worker.index()); o < end; o++) {
      Memory.copy(input.rows().value(batch.outputEvents[o]), output.value(o), bytes);
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    Rows in = input.rows();
    if (!in.hasGradient()) {
      return;
    }
    int stride = output.stride();
    if (input.overwrites()) {
      int first = batch.firstEvent(w);
      long count = batch.firstEvent(w + 1) - (long) first;
      Memory.clear(in.gradient(first), space.bytes(count * stride));
    }
    for (int o = batch.firstOutput(w); o < batch.firstOutput(w + 1); o++) {
      kernels.add(in.gradient(batch.outputEvents[o]), output.gradient(o), stride);
    }
  }
}
