package clickahead;

import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.ForwardPass;
import clickahead.math.Compute;
import clickahead.model.Gru4Rec;
import java.lang.foreign.Arena;
import java.util.Arrays;

/** Feeds a click to each of up to {@link #SLOTS} sessions at a time. For one thread at a time. */
final class ClickTile {
  /** Sessions side by side. */
  static final int SLOTS = 64;

  private final ForwardPass pass;

  ClickTile(Compute compute, Gru4Rec model) {
    Workspace space = new Workspace(Arena.ofAuto(), compute, 1, SLOTS);
    pass = new ForwardPass(space, model.input(), model.layers());
  }

  /**
   * Feeds clicks.
   *
   * @param sessions those of the places first to first + n - 1 count, n being at most SLOTS
   * @param items an item index for each
   */
  void click(Session[] sessions, int[] items, int first, int n) {
    MiniBatch batch = pass.next();
    Arrays.fill(batch.inputs, MiniBatch.NONE);
    for (int slot = 0; slot < n; slot++) {
      batch.inputs[slot] = items[first + slot];
      pass.putState(slot, sessions[first + slot].state());
    }
    pass.step();
    for (int slot = 0; slot < n; slot++) {
      pass.getState(slot, sessions[first + slot].state());
      sessions[first + slot].remember(items[first + slot]);
    }
  }
}
