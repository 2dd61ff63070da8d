package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Worker;
import java.util.ArrayList;
import java.util.List;

/**
 * What the last steps of a GRU layer left for a gradient through time. D units, U of them with the
 * padding; per step and slot one row each.
 */
final class LayerHistory {
  /** Gates and candidate r, z, n [3, U] of k steps. */
  final StepRing gates;

  /** The state's part of the candidate [U], with a reset-after cell; else null. */
  final StepRing candidates;

  /** Dropout masks [U]; null without dropout. */
  final StepRing masks;

  /** States behind the step, [D] and a constant 1, of k + 1 steps. */
  final StepRing states;

  private final Kernels kernels;
  private final int units;
  private final int padded;
  private final int slots;
  private final int p;

  /**
   * Lays out the rows.
   *
   * @param steps k
   * @param dropout are states dropped?
   */
  LayerHistory(Workspace space, GruLayer layer, int steps, boolean dropout) {
    kernels = space.compute().kernels();
    units = layer.units();
    padded = Kernels.padded(units);
    slots = space.slots();
    p = space.paddedSlots();
    gates = new StepRing(space, steps, GateMatrix.GATES * padded);
    boolean after = layer.cell() == Cell.RESET_AFTER;
    candidates = after ? new StepRing(space, steps, padded) : null;
    masks = dropout ? new StepRing(space, steps, padded) : null;
    states = new StepRing(space, steps + 1, Kernels.padded(units + 1));
    states.fillColumn(units, 1);
  }

  /** All that was kept, in one order. */
  List<StepRing> rings() {
    List<StepRing> rings = new ArrayList<>(List.of(gates, states));
    if (candidates != null) {
      rings.add(candidates);
    }
    if (masks != null) {
      rings.add(masks);
    }
    return rings;
  }

  /**
   * Keeps what a step has computed for a worker's own units.
   *
   * @param gate [3, own, P] r, z, n
   * @param stateGate [3, own, P] the state's part of the gates
   * @param mask [own, P]
   * @param state [own, P] the state behind the step
   */
  void keep(Worker worker, long step, long gate, long stateGate, long mask, long state) {
    int first = worker.shareStart(units);
    int own = worker.shareEnd(units) - first;
    long block = (long) own * p * kernels.elementBytes();
    for (int g = 0; g < GateMatrix.GATES; g++) {
      keep(gate + g * block, own, gates, step, g * padded + first);
    }
    if (candidates != null) {
      keep(stateGate + 2 * block, own, candidates, step, first);
    }
    if (masks != null) {
      keep(mask, own, masks, step, first);
    }
    keep(state, own, states, step, first);
  }

  private void keep(long from, int own, StepRing ring, long step, int column) {
    long to = ring.row(step, 0) + (long) column * kernels.elementBytes();
    kernels.transpose(from, p, own, slots, to, ring.width());
  }
}
