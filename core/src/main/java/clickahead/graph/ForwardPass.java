package clickahead.graph;

import clickahead.math.CounterRandom;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.List;

/**
 * The forward half of a plan for one thread: feeds one event to each of B slots and carries their
 * states. Many threads may each have one over the same weights.
 */
public final class ForwardPass {
  private final Workspace space;
  private final Kernels kernels;
  private final ItemTable table;
  private final Signal input;
  private final GruStep[] steps;
  private final MiniBatch[] batches;
  private final Worker worker = Worker.alone();
  private int parity;

  /**
   * Lays out the buffers.
   *
   * @param space of one worker
   * @param layers weights laid out for one worker
   */
  public ForwardPass(Workspace space, ItemTable table, List<GruLayer> layers) {
    this.space = space;
    this.table = table;
    kernels = space.compute().kernels();
    input = Signal.slotMajor(space, table.units());
    steps = new GruStep[layers.size()];
    Dropout none = new Dropout(kernels, 0, CounterRandom.derive(0, 0));
    Signal signal = input;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = new GruStep(space, signal, layers.get(i), none, false);
      signal = steps[i].state();
    }
    batches =
        new MiniBatch[] {
          new MiniBatch(0, space.slots(), 0, 1), new MiniBatch(1, space.slots(), 0, 1)
        };
  }

  /** What the next {@link #step} feeds: the caller sets the inputs and which slots are fresh. */
  public MiniBatch next() {
    return batches[parity];
  }

  /**
   * Feeds {@link #next}.
   *
   * @return address of the last layer's states [D + 1, P], valid until the next step
   */
  public long step() {
    MiniBatch batch = batches[parity];
    long rowBytes = space.bytes(table.width());
    for (int b = 0; b < batch.inputs.length; b++) {
      if (batch.inputs[b] >= 0) {
        long x = input.value(batch) + b * rowBytes;
        Memory.copy(table.row(0, batch.inputs[b]), x, rowBytes);
        kernels.put(x, table.units(), 1);
      }
    }
    for (GruStep step : steps) {
      step.prepare(worker, batch);
      step.forward(worker, batch);
    }
    parity = 1 - parity;
    return steps[steps.length - 1].state().value(batch);
  }
}
