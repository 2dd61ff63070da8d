package clickahead.model;

import clickahead.eval.InvalidScoreException;
import clickahead.eval.Ranks;
import clickahead.eval.ScoreReader;
import clickahead.eval.TestSessions;
import clickahead.graph.ItemTable;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * Scores states against all items, a tile of states at a time, and ranks their targets. Scores [N,
 * P]; a target's score is read from there, so that it meets the others as they were computed.
 */
final class StateScorer implements AutoCloseable {
  /** Enough columns to keep the product busy, few enough scores to stay in the cache. */
  private static final int MOST_SCORES = 3 << 20;

  private static final int MOST_COLUMNS = 128;

  private final Arena arena = Arena.ofConfined();
  private final Kernels kernels;
  private final ItemTable items;
  private final int columns;
  private final long scores;
  private final long limits;
  private final long counts;

  StateScorer(Gru4Rec model, Compute compute) {
    kernels = compute.kernels();
    items = model.items();
    columns = columns(items.items());
    int bytes = compute.elementBytes();
    scores = Memory.allocate(arena, (long) items.items() * columns * bytes);
    limits = Memory.allocate(arena, (long) columns * bytes);
    counts = Memory.allocate(arena, 3L * columns * Integer.BYTES);
  }

  /** Columns of a tile: as many as keep its scores affordable, padded. */
  static int columns(int items) {
    int affordable = MOST_SCORES / items / Kernels.PAD * Kernels.PAD;
    return Math.clamp(affordable, Kernels.PAD, MOST_COLUMNS);
  }

  /** Ranks the targets of all states. */
  void rank(TestSessions test, SessionStates states, Ranks ranks) {
    int session = 0;
    for (int first = 0; first < states.size(); first += columns) {
      int n = Math.min(columns, states.size() - first);
      score(states, first, n);
      session = readTargets(test, states.firstTransition() + first, n, session);
      Memory.clear(counts, 3L * columns * Integer.BYTES);
      kernels.countAbove(scores, items.items(), columns, limits, counts);
      for (int c = 0; c < n; c++) {
        note(test, ranks, states.firstTransition() + first + c, c);
      }
    }
  }

  /** Hands the scores at all chosen transitions to a reader, one row [N] after the other. */
  void read(TestSessions test, SessionStates states, ScoreReader reader) {
    float[] row = new float[items.items()];
    for (int first = 0; first < states.size(); first += columns) {
      int n = Math.min(columns, states.size() - first);
      score(states, first, n);
      for (int c = 0; c < n; c++) {
        int transition = states.firstTransition() + first + c;
        if (test.isChosen(transition)) {
          for (int item = 0; item < row.length; item++) {
            row[item] = (float) kernels.get(scores, (long) item * columns + c);
          }
          reader.read(transition, row);
        }
      }
    }
  }

  private void score(SessionStates states, int first, int n) {
    items.score(0, items.items(), states.row(first), n, scores, columns);
  }

  private int readTargets(TestSessions test, int firstTransition, int n, int hint) {
    int session = Math.max(hint, test.sessionOf(firstTransition));
    for (int c = 0; c < n; c++) {
      int transition = firstTransition + c;
      while (test.firstTransition(session + 1) <= transition) {
        session++;
      }
      long event = test.start(session) + transition - test.firstTransition(session) + 1;
      kernels.put(limits, c, kernels.get(scores, (long) test.item(event) * columns + c));
    }
    return session;
  }

  private void note(TestSessions test, Ranks ranks, int transition, int column) {
    if (count(2, column) > 0) {
      throw InvalidScoreException.nan(test, transition, firstNan(column));
    }
    ranks.set(transition, count(0, column), count(1, column) - 1);
  }

  private int count(int row, int column) {
    return Memory.ALL.get(ValueLayout.JAVA_INT, counts + 4L * ((long) row * columns + column));
  }

  private int firstNan(int column) {
    int item = 0;
    while (item < items.items() - 1
        && !Double.isNaN(kernels.get(scores, (long) item * columns + column))) {
      item++;
    }
    return item;
  }

  @Override
  public void close() {
    arena.close();
  }
}
