package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.Rows;
import clickahead.graph.SequenceBatch;
import clickahead.graph.SequencePass;
import clickahead.graph.SequenceShape;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;

/**
 * Running sessions of a sequence model. A session's state is the vector that is scored against the
 * items; a click computes it anew from the clicks that the model looks back at, all of them in a
 * stream.
 */
final class SequenceSessions implements SessionModel {
  private static final int FIRST_STEPS = 64;

  private final SequenceModel model;
  private final Compute compute;
  private final int window;
  private final int lookBack;

  /**
   * @param training how long the model's memory is
   */
  SequenceSessions(SequenceModel model, SequenceTraining training, Compute compute) {
    this.model = model;
    this.compute = compute;
    boolean windows = training.lengthMode() == LengthMode.WINDOW;
    window = windows ? training.maxLength() : Integer.MAX_VALUE;
    lookBack = windows ? 0 : training.maxLength();
  }

  @Override
  public int stateSize() {
    return model.items().units();
  }

  @Override
  public Scratch scratch(int capacity) {
    return new Call(capacity);
  }

  private final class Call implements Scratch {
    private final Kernels kernels = compute.kernels();
    private final Arena arena = Arena.ofAuto();
    private final int capacity;
    private final long vector;
    private final long scores;
    private Arena passArena;
    private SequencePass pass;
    private SequenceBatch batch;
    private int steps;
    private int scoredFirst;

    Call(int capacity) {
      this.capacity = capacity;
      int bytes = compute.elementBytes();
      vector = Memory.allocate(arena, (long) model.items().width() * bytes);
      scores = Memory.allocate(arena, (long) capacity * bytes);
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void click(float[] state, int[] clicked, int clicks) {
      int seen = Math.min(clicks, window);
      reserve(seen);
      int first = clicks - seen;
      batch.clear();
      batch.add(first, seen, seen - 1);
      batch.pack(event -> clicked[(int) event], false);
      Rows rows = pass.run(batch);
      for (int k = 0; k < state.length; k++) {
        state[k] = (float) kernels.get(rows.value(0), k);
      }
    }

    private void reserve(int seen) {
      if (seen <= steps) {
        return;
      }
      steps = Math.max(FIRST_STEPS, Math.min(window, Math.multiplyExact(seen, 2)));
      passArena = Arena.ofAuto();
      SequenceShape shape = SequenceShape.forward(1, steps, 1, steps);
      pass = new SequencePass(passArena, compute, shape, model, lookBack);
      batch = new SequenceBatch(shape);
    }

    @Override
    public void begin(float[] state, int[] clicked, int clicks) {
      for (int k = 0; k < state.length; k++) {
        kernels.put(vector, k, state[k]);
      }
    }

    @Override
    public void score(int first, int n) {
      ItemTable items = model.items();
      int width = Kernels.padded(items.units());
      kernels.dotRows(items.row(0, first), items.rowStride(), n, width, vector, scores);
      scoredFirst = first;
    }

    @Override
    public float score(int i) {
      double score = kernels.get(scores, i);
      ItemTable items = model.items();
      return (float)
          (model.itemBias() ? score + items.get(0, scoredFirst + i, items.units()) : score);
    }
  }
}
