package clickahead.model;

import clickahead.eval.TestSessions;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.ForwardPass;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * The hidden state before each transition of a block of sessions, one row [D + 1] each, the last
 * element 1. Sessions run side by side; a slot whose session has ended takes the next one, with a
 * state of zero.
 */
final class SessionStates implements AutoCloseable {
  private static final int SLOTS = 64;

  private final Arena arena = Arena.ofConfined();
  private final Kernels kernels;
  private final ForwardPass pass;
  private final int units;
  private final int width;
  private final long[] event = new long[SLOTS];
  private final long[] last = new long[SLOTS];
  private final int[] transition = new int[SLOTS];
  private Arena rowArena = Arena.ofConfined();
  private long rows;
  private int capacity;
  private int firstTransition;
  private int size;
  private int nextSession;

  SessionStates(Gru4Rec model, Compute compute) {
    kernels = compute.kernels();
    pass = new ForwardPass(new Workspace(arena, compute, 1, SLOTS), model.input(), model.layers());
    units = model.items().units();
    width = model.items().width();
  }

  /** Number of states. */
  int size() {
    return size;
  }

  /** Number of the first state's transition; the others follow. */
  int firstTransition() {
    return firstTransition;
  }

  /** Elements between rows. */
  int width() {
    return width;
  }

  /** Address of a state. */
  long row(int i) {
    return rows + (long) i * width * kernels.elementBytes();
  }

  /** Computes the states of sessions first to end - 1. */
  void compute(TestSessions test, int first, int end) {
    firstTransition = test.firstTransition(first);
    size = test.firstTransition(end) - firstTransition;
    reserve();
    nextSession = first;
    Arrays.fill(event, 0);
    Arrays.fill(last, 0);
    int left = size;
    while (left > 0) {
      MiniBatch batch = pass.next();
      for (int slot = 0; slot < SLOTS; slot++) {
        batch.fresh[slot] = event[slot] >= last[slot] && takeSession(test, end, slot);
        batch.inputs[slot] = event[slot] < last[slot] ? test.item(event[slot]) : MiniBatch.NONE;
      }
      long states = pass.step();
      for (int slot = 0; slot < SLOTS; slot++) {
        if (event[slot] < last[slot]) {
          copy(states, slot, transition[slot]++);
          event[slot]++;
          left--;
        }
      }
    }
  }

  private boolean takeSession(TestSessions test, int end, int slot) {
    while (nextSession < end) {
      int session = nextSession++;
      if (test.length(session) >= 2) {
        event[slot] = test.start(session);
        last[slot] = test.start(session + 1) - 1;
        transition[slot] = test.firstTransition(session) - firstTransition;
        return true;
      }
    }
    return false;
  }

  private void copy(long states, int slot, int row) {
    long to = row(row);
    int p = Kernels.padded(SLOTS);
    for (int u = 0; u < units; u++) {
      kernels.put(to, u, kernels.get(states, (long) u * p + slot));
    }
    kernels.put(to, units, 1);
  }

  private void reserve() {
    if (size > capacity) {
      rowArena.close();
      rowArena = Arena.ofConfined();
      capacity = size + size / 2;
      rows = Memory.allocate(rowArena, (long) capacity * width * kernels.elementBytes());
    }
  }

  @Override
  public void close() {
    rowArena.close();
    arena.close();
  }
}
