package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceStep;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * Running sessions of a sequence model. A session's state is what its network keeps of the past, so
 * that a click costs the same however many there were. Only where the model sees windows, and a
 * session has outgrown its own, are the window's clicks fed again from a state of zero.
 */
final class SequenceSessions implements SessionModel {
  private final SequenceModel model;
  private final FeatureEncoders features;
  private final Compute compute;
  private final int window;
  private final int limit;
  private final SequenceStep layout;

  /**
   * Sessions of a model.
   *
   * @param training how long the model's memory is
   * @param features what it looks at besides the items
   */
  SequenceSessions(
      SequenceModel model, SequenceTraining training, FeatureEncoders features, Compute compute) {
    this.model = model;
    this.features = features;
    this.compute = compute;
    boolean windows = training.lengthMode() == LengthMode.WINDOW;
    window = windows ? training.maxLength() : Integer.MAX_VALUE;
    limit = training.maxLength();
    layout = new SequenceStep(Arena.ofAuto(), compute, model, limit);
  }

  @Override
  public int stateSize(int clicks) {
    return layout.stateSize(clicks);
  }

  @Override
  public boolean attends() {
    return layout.attends();
  }

  @Override
  public FeatureEncoders features() {
    return features;
  }

  @Override
  public Optional<ItemTable> rows() {
    return Optional.of(model.items());
  }

  @Override
  public Scratch scratch(int capacity) {
    return new Call(capacity);
  }

  private final class Call implements Scratch {
    private final Kernels kernels = compute.kernels();
    private final Arena arena = Arena.ofAuto();
    private final SequenceStep step = new SequenceStep(arena, compute, model, limit);
    private final int capacity;
    private final long vector;
    private final long scores;
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
    public void click(float[] state, Clicks clicks) {
      int last = clicks.size() - 1;
      int first = last;
      boolean anew = last == 0;
      if (clicks.size() > window) {
        first = clicks.size() - window;
        anew = true;
        step.restart(state);
      }
      for (int click = first; click <= last; click++) {
        step.feed(state, click, clicks.item(click), clicks.features(), anew && click == first);
      }
    }

    @Override
    public void begin(float[] state, Clicks clicks) {
      Rows rows = step.outputs(state, clicks.size());
      Memory.copy(rows.value(0), vector, (long) rows.units() * compute.elementBytes());
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

    @Override
    public void vector(long to) {
      ItemTable items = model.items();
      Memory.copy(vector, to, (long) items.width() * compute.elementBytes());
      kernels.put(to, items.units(), model.itemBias() ? 1 : 0);
    }

    @Override
    public int attended() {
      return step.attended();
    }

    @Override
    public double attention(int click) {
      return step.attention(click);
    }
  }
}
