package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.List;

/** Vectors side by side, the units of the first in front. */
final class ConcatenatedRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final List<Rows.Reader> inputs;
  private final Rows output;
  private final long[] scratch;

  ConcatenatedRows(Workspace space, List<Rows.Reader> inputs, int count, boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    this.inputs = List.copyOf(inputs);
    int units = inputs.stream().mapToInt(each -> each.rows().units()).sum();
    output = new Rows(space, inputs.getFirst().rows().outputs(), count, units, training);
    scratch = training ? space.elementsPerWorker(output.stride()) : new long[0];
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int end = first + output.count(batch, worker.index());
    for (int row = first; row < end; row++) {
      long to = output.value(row);
      for (int i = 0; i < inputs.size(); i++) {
        Rows in = inputs.get(i).rows();
        Memory.copy(in.value(row), to, space.bytes(in.units()));
        to += space.bytes(in.units());
      }
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int first = output.first(batch, worker.index());
    int end = first + output.count(batch, worker.index());
    long offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Rows in = inputs.get(i).rows();
      boolean overwrites = inputs.get(i).overwrites();
      for (int row = first; row < end && in.hasGradient(); row++) {
        give(in, overwrites, output.gradient(row) + offset, row, scratch[worker.index()]);
      }
      offset += space.bytes(in.units());
    }
  }

  private void give(Rows in, boolean overwrites, long from, int row, long room) {
    long bytes = space.bytes(in.units());
    if (overwrites) {
      Memory.copy(from, in.gradient(row), bytes);
      return;
    }
    Memory.clear(room, space.bytes(in.stride()));
    Memory.copy(from, room, bytes);
    kernels.add(in.gradient(row), room, in.stride());
  }
}
