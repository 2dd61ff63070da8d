package clickahead;

import clickahead.graph.ItemTable;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;

/**
 * Lists for up to {@link #COLUMNS} sessions at a time: their vectors times a block of items, then
 * the next block. Of the scores [items of the block, P] only those that get into a list are looked
 * at one by one. For one thread at a time.
 */
final class TopTile {
  /** Sessions side by side: enough to keep the product busy. */
  static final int COLUMNS = 128;

  /** Items of a block: their scores stay in the second-level cache. */
  static final int ROWS = 2048;

  private final Arena arena = Arena.ofAuto();
  private final Kernels kernels;
  private final ItemTable items;
  private final int bytes;
  private final long states;
  private final long scores;
  private final long limits;
  private long gathered;

  TopTile(Compute compute, ItemTable items) {
    kernels = compute.kernels();
    bytes = compute.elementBytes();
    this.items = items;
    states = Memory.allocate(arena, (long) COLUMNS * items.width() * bytes);
    scores = Memory.allocate(arena, (long) ROWS * COLUMNS * bytes);
    limits = Memory.allocate(arena, (long) COLUMNS * bytes);
  }

  /**
   * Fills the lists of sessions.
   *
   * @param sessions each with a click; the first n count, at most COLUMNS
   * @param lists theirs, empty
   */
  void fill(Session[] sessions, TopItems[] lists, int n, Candidates candidates) {
    int p = Kernels.padded(n);
    for (int c = 0; c < p; c++) {
      kernels.put(limits, c, c < n ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    for (int c = 0; c < n; c++) {
      sessions[c].vector(states + (long) c * items.width() * bytes);
    }
    int[] allowed = candidates.allowed();
    int count = candidates.most();
    for (int first = 0; first < count; first += ROWS) {
      int rows = Math.min(ROWS, count - first);
      if (allowed == null) {
        items.score(first, rows, states, n, scores, p);
      } else {
        items.score(gather(allowed, first, rows), items.width(), rows, states, n, scores, p);
      }
      offer(sessions, lists, n, candidates, first, rows);
    }
  }

  private long gather(int[] allowed, int first, int rows) {
    if (gathered == 0) {
      gathered = Memory.allocate(arena, (long) ROWS * items.width() * bytes);
    }
    for (int i = 0; i < rows; i++) {
      long to = gathered + (long) i * items.width() * bytes;
      Memory.copy(items.row(0, allowed[first + i]), to, (long) items.width() * bytes);
    }
    return gathered;
  }

  private void offer(
      Session[] sessions, TopItems[] lists, int n, Candidates candidates, int first, int rows) {
    int p = Kernels.padded(n);
    int end = rows * p;
    int[] allowed = candidates.allowed();
    for (int at = kernels.nextAbove(scores, 0, end, p, limits);
        at < end;
        at = kernels.nextAbove(scores, at + Kernels.PAD, end, p, limits)) {
      int row = first + at / p;
      int item = allowed == null ? row : allowed[row];
      int column = at % p;
      for (int c = column; c < Math.min(n, column + Kernels.PAD); c++) {
        float score = (float) kernels.get(scores, at + c - column);
        if (lists[c].admits(score) && candidates.admits(item, sessions[c])) {
          lists[c].add(item, score);
          kernels.put(limits, c, lists[c].limit());
        }
      }
    }
  }
}
