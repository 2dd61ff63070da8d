package clickahead.model;

import clickahead.eval.InvalidScoreException;
import clickahead.eval.Ranks;
import clickahead.eval.ScoreReader;
import clickahead.eval.TestSessions;
import clickahead.graph.ItemTable;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.graph.sequence.SequencePass;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * One thread's outputs of a sequence model at the transitions of test sessions, batch by batch, and
 * their scores against all items, a tile [N, P] at a time.
 */
final class TestOutputs implements AutoCloseable {
  private static final int MOST_SCORES = 3 << 20;
  private static final int MOST_COLUMNS = 128;
  private static final int EVENTS = 4096;

  private final SequenceModel model;
  private final EventFeatures features;
  private final Compute compute;
  private final Kernels kernels;
  private final int window;
  private final int lookBack;
  private final Arena arena = Arena.ofConfined();
  private final int columns;
  private final long scores;
  private final long limits;
  private final long counts;
  private final double[] biases;
  private Arena passArena = Arena.ofConfined();
  private SequencePass pass;
  private SequenceBatch batch;
  private SequenceShape shape;
  private int[] transitionOf = new int[0];
  private TestSessions test;
  private int session;
  private int end;
  private int prefix;
  private Rows rows;

  /**
   * @param features of the test sessions' events
   */
  TestOutputs(
      SequenceModel model,
      EventFeatures features,
      Compute compute,
      LengthMode mode,
      int maxLength) {
    this.model = model;
    this.features = features;
    this.compute = compute;
    kernels = compute.kernels();
    boolean windows = mode == LengthMode.WINDOW;
    window = windows ? maxLength : Integer.MAX_VALUE;
    lookBack = windows ? 0 : maxLength;
    ItemTable items = model.items();
    int affordable = MOST_SCORES / items.items() / Kernels.PAD * Kernels.PAD;
    columns = Math.clamp(affordable, Kernels.PAD, MOST_COLUMNS);
    int bytes = compute.elementBytes();
    scores = Memory.allocate(arena, (long) items.items() * columns * bytes);
    limits = Memory.allocate(arena, (long) columns * bytes);
    counts = Memory.allocate(arena, 3L * columns * Integer.BYTES);
    biases = new double[model.itemBias() ? items.items() : 0];
    for (int i = 0; i < biases.length; i++) {
      biases[i] = -items.get(0, i, items.units());
    }
  }

  /** Begins with sessions first to end - 1. */
  void begin(TestSessions sessions, int first, int last) {
    test = sessions;
    session = first;
    end = last;
    prefix = 0;
    int longest = 1;
    for (int s = first; s < last; s++) {
      longest = Math.max(longest, Math.min(window, test.length(s) - 1));
    }
    reserve(longest);
  }

  private void reserve(int longest) {
    if (shape != null && shape.steps() >= longest) {
      return;
    }
    passArena.close();
    passArena = Arena.ofConfined();
    int events = Math.max(EVENTS, longest);
    shape = SequenceShape.forward(events, events, events, longest);
    batch = new SequenceBatch(shape, null, features.count());
    pass = new SequencePass(passArena, compute, shape, model, lookBack);
    transitionOf = new int[events];
  }

  /**
   * Computes the outputs of the next sequences.
   *
   * @return false if there are none left
   */
  boolean advance() {
    batch.clear();
    while (session < end && addNext()) {}
    if (batch.events() == 0) {
      return false;
    }
    batch.pack(test::item, false, event -> 1, features);
    rows = pass.run(batch);
    return true;
  }

  /** Adds the next sequence of the running session; false if it does not fit any more. */
  private boolean addNext() {
    int fed = test.length(session) - 1;
    if (prefix >= fed) {
      session++;
      prefix = 0;
      return true;
    }
    int length = Math.min(fed, window);
    if (batch.events() + length > shape.events()) {
      return false;
    }
    int firstTransition = test.firstTransition(session);
    boolean whole = prefix == 0;
    long from = test.start(session) + (whole ? 0 : prefix - length + 1);
    int numbers = batch.events();
    int firstOutput = whole ? 0 : length - 1;
    batch.add(from, length, firstOutput);
    for (int t = firstOutput; t < length; t++) {
      transitionOf[numbers + t] = firstTransition + (whole ? t : prefix);
    }
    prefix += length - firstOutput;
    return true;
  }

  /** Ranks the targets of the outputs at hand. */
  void rank(TestSessions sessions, Ranks ranks) {
    for (int first = 0; first < batch.outputs(); first += columns) {
      int n = Math.min(columns, batch.outputs() - first);
      score(first, n);
      for (int c = 0; c < n; c++) {
        long event = sessions.eventBefore(transition(first + c)) + 1;
        kernels.put(limits, c, kernels.get(scores, (long) sessions.item(event) * columns + c));
      }
      Memory.clear(counts, 3L * columns * Integer.BYTES);
      kernels.countAbove(scores, model.items().items(), columns, limits, counts);
      for (int c = 0; c < n; c++) {
        note(sessions, ranks, transition(first + c), c);
      }
    }
  }

  private int transition(int output) {
    return transitionOf[batch.number(output)];
  }

  private void note(TestSessions sessions, Ranks ranks, int transition, int column) {
    if (count(2, column) > 0) {
      int item = 0;
      while (!Double.isNaN(kernels.get(scores, (long) item * columns + column))) {
        item++;
      }
      throw InvalidScoreException.nan(sessions, transition, item);
    }
    ranks.set(transition, count(0, column), count(1, column) - 1);
  }

  private int count(int row, int column) {
    return Memory.ALL.get(ValueLayout.JAVA_INT, counts + 4L * ((long) row * columns + column));
  }

  /** Hands the scores of the outputs at hand to a reader, where their transitions are chosen. */
  void read(TestSessions sessions, ScoreReader reader) {
    float[] row = new float[model.items().items()];
    for (int first = 0; first < batch.outputs(); first += columns) {
      int n = Math.min(columns, batch.outputs() - first);
      score(first, n);
      for (int c = 0; c < n; c++) {
        if (sessions.isChosen(transition(first + c))) {
          for (int item = 0; item < row.length; item++) {
            row[item] = (float) kernels.get(scores, (long) item * columns + c);
          }
          reader.read(transition(first + c), row);
        }
      }
    }
  }

  private void score(int first, int n) {
    ItemTable items = model.items();
    compute
        .products()
        .multiply(
            false,
            true,
            items.items(),
            n,
            items.units(),
            items.address(),
            items.rowStride(),
            rows.value(first),
            rows.stride(),
            scores,
            columns);
    if (model.itemBias()) {
      kernels.losses().shiftRows(scores, biases, items.items(), columns);
    }
  }

  @Override
  public void close() {
    passArena.close();
    arena.close();
  }
}
