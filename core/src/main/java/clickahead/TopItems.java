package clickahead;

import clickahead.model.SessionModel;
import java.util.Objects;

/**
 * The k best of a stream of scored items: a heap with the worst on top. Ties go to the lower item
 * index.
 */
final class TopItems {
  private final int[] items;
  private final float[] scores;
  private int size;

  TopItems(int k) {
    items = new int[k];
    scores = new float[k];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == items.length;
  }

  /**
   * Does a score get in? Those that tie with the worst come later in the stream, and don't; what is
   * no number never does, nor an item without a score, whose score is -Infinity.
   */
  boolean admits(float score) {
    return score > limit();
  }

  /** The score that one must exceed to get in. */
  float limit() {
    if (size < items.length) {
      return Float.NEGATIVE_INFINITY;
    }
    return size == 0 ? Float.POSITIVE_INFINITY : scores[0];
  }

  void add(int item, float score) {
    if (size < items.length) {
      int at = size++;
      while (at > 0 && worse(item, score, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      set(at, item, score);
    } else if (items.length > 0 && !worse(item, score, 0)) {
      sink(0, size, item, score);
    }
  }

  /**
   * Takes the best items for a session, as far as they are candidates.
   *
   * @param scratch that the session was set in
   */
  void fill(SessionModel.Scratch scratch, Candidates candidates, Session session) {
    int[] allowed = candidates.allowed();
    if (allowed != null) {
      fillAllowed(allowed, scratch, candidates, session);
      return;
    }
    int few = scratch.scoreFew();
    if (few == SessionModel.Scratch.ALL) {
      int items = session.recommender().catalog().size();
      for (int first = 0; first < items; first += scratch.capacity()) {
        offer(first, Math.min(scratch.capacity(), items - first), scratch, candidates, session);
      }
    } else {
      offerFew(few, scratch, candidates, session);
    }
  }

  /** Items that lie side by side are scored together. */
  private void fillAllowed(
      int[] allowed, SessionModel.Scratch scratch, Candidates candidates, Session session) {
    for (int i = 0; i < allowed.length; ) {
      int end = i + 1;
      int limit = Math.min(allowed.length, i + scratch.capacity());
      while (end < limit && allowed[end] == allowed[end - 1] + 1) {
        end++;
      }
      offer(allowed[i], end - i, scratch, candidates, session);
      i = end;
    }
  }

  private void offer(
      int first, int n, SessionModel.Scratch scratch, Candidates candidates, Session session) {
    scratch.score(first, n);
    for (int i = 0; i < n; i++) {
      float score = scratch.score(i);
      if (admits(score) && candidates.admits(first + i, session)) {
        add(first + i, score);
      }
    }
  }

  /** The few come in no order: one that ties with the worst may have a lower index. */
  private void offerFew(
      int few, SessionModel.Scratch scratch, Candidates candidates, Session session) {
    for (int place = 0; place < few; place++) {
      float score = scratch.fewScore(place);
      int item = scratch.few(place);
      if (score > Float.NEGATIVE_INFINITY && score >= limit() && candidates.admits(item, session)) {
        add(item, score);
      }
    }
  }

  /** Sorts best first; nothing can be added afterwards. */
  void sort() {
    for (int end = size - 1; end > 0; end--) {
      int item = items[end];
      float score = scores[end];
      move(0, end);
      sink(0, end, item, score);
    }
  }

  /** The item at a place, best first once sorted. */
  int item(int place) {
    return items[Objects.checkIndex(place, size)];
  }

  /** Its score. */
  float score(int place) {
    return scores[Objects.checkIndex(place, size)];
  }

  private void sink(int from, int end, int item, float score) {
    int at = from;
    while (2 * at + 1 < end) {
      int child = 2 * at + 1;
      if (child + 1 < end && worse(items[child + 1], scores[child + 1], child)) {
        child++;
      }
      if (worse(item, score, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    set(at, item, score);
  }

  private boolean worse(int item, float score, int than) {
    return score < scores[than] || (score == scores[than] && item > items[than]);
  }

  private void move(int from, int to) {
    set(to, items[from], scores[from]);
  }

  private void set(int at, int item, float score) {
    items[at] = item;
    scores[at] = score;
  }
}
