package clickahead.graph.parallel;

import clickahead.graph.Dropout;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
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
  private final Signal embedding;
  private final OneHotInput oneHot;
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
  public ForwardPass(Workspace space, ItemInput input, List<GruLayer> layers) {
    this.space = space;
    table = input.table();
    kernels = space.compute().kernels();
    GateMatrix first = layers.getFirst().input();
    boolean lookup = input.mode() == InputMode.ONE_HOT;
    oneHot = lookup ? new OneHotInput(space, table, first, 0, null) : null;
    embedding = lookup ? null : Signal.slotMajor(space, table.units());
    steps = new GruStep[layers.size()];
    Dropout none = new Dropout(kernels, 0, CounterRandom.derive(0, 0));
    GateInput from = lookup ? oneHot : new DenseGateInput(space, embedding, first);
    for (int i = 0; i < steps.length; i++) {
      if (i > 0) {
        from = new DenseGateInput(space, steps[i - 1].state(), layers.get(i).input());
      }
      steps[i] = GruStep.of(space, from, layers.get(i), none, false);
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
    for (int b = 0; b < batch.inputs.length; b++) {
      if (batch.inputs[b] >= 0) {
        lookUp(batch, b);
      }
    }
    for (GruStep step : steps) {
      step.prepare(worker, batch);
      step.forward(worker, batch);
    }
    parity = 1 - parity;
    return steps[steps.length - 1].state().value(batch);
  }

  /**
   * Sets what a slot's {@link #next} step begins with.
   *
   * @param state the units of all layers, first layer first; copied
   */
  public void putState(int slot, float[] state) {
    int offset = 0;
    for (GruStep step : steps) {
      Signal signal = step.state();
      long from = signal.previous(batches[parity]);
      for (int u = 0; u < signal.units; u++) {
        kernels.put(from, (long) u * signal.stride + slot, state[offset + u]);
      }
      offset += signal.units;
    }
  }

  /**
   * Reads a slot's states behind the last {@link #step}.
   *
   * @param state the units of all layers, overwritten
   */
  public void getState(int slot, float[] state) {
    int offset = 0;
    for (GruStep step : steps) {
      Signal signal = step.state();
      long from = signal.previous(batches[parity]);
      for (int u = 0; u < signal.units; u++) {
        state[offset + u] = (float) kernels.get(from, (long) u * signal.stride + slot);
      }
      offset += signal.units;
    }
  }

  private void lookUp(MiniBatch batch, int slot) {
    int item = batch.inputs[slot];
    if (oneHot != null) {
      oneHot.copy(item, slot);
      return;
    }
    long rowBytes = space.bytes(table.width());
    long x = embedding.value(batch) + slot * rowBytes;
    Memory.copy(table.row(0, item), x, rowBytes);
    kernels.put(x, table.units(), 1);
  }
}
