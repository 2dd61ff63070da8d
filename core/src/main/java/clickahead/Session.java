package clickahead;

import clickahead.graph.SessionStep;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * One visitor's running session: a hidden state of a few hundred numbers and the items clicked. Not
 * for two threads at a time, but it may move from thread to thread.
 */
public final class Session {
  private final Recommender recommender;
  private final float[] state;
  private int[] clicked = new int[8];
  private int clicks;

  Session(Recommender recommender) {
    this.recommender = recommender;
    state = new float[recommender.step().stateSize()];
  }

  /**
   * The visitor clicked an item.
   *
   * @param item its original id
   * @return false if the model does not know the item; the session is then as before
   */
  public boolean click(String item) {
    int index = recommender.catalog().index(item);
    if (index < 0) {
      return false;
    }
    SessionStep.Scratch scratch = recommender.borrow();
    try {
      recommender.step().click(state, index, scratch);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
    if (clicks == clicked.length) {
      clicked = Arrays.copyOf(clicked, 2 * clicks);
    }
    clicked[clicks++] = index;
    return true;
  }

  /** Number of clicks on items that the model knows. */
  public int clicks() {
    return clicks;
  }

  /**
   * The k items most likely to be clicked next, of all items, those already clicked included.
   * Without any known click these are the most popular ones.
   */
  public Recommendations recommend(int k) {
    return recommend(k, false);
  }

  /** As {@link #recommend(int)}, without the items that were clicked in this session. */
  public Recommendations recommendUnseen(int k) {
    return recommend(k, true);
  }

  private Recommendations recommend(int k, boolean excludeSeen) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    int items = recommender.catalog().size();
    TopItems top = new TopItems(Math.min(k, items));
    if (clicks == 0) {
      for (int i = 0; i < Math.min(k, items); i++) {
        int item = recommender.byPopularity()[i];
        top.add(item, recommender.model().supports()[item]);
      }
    } else {
      score(top, items, excludeSeen);
    }
    top.sort();
    return new Recommendations(recommender.catalog(), top, clicks == 0);
  }

  private void score(TopItems top, int items, boolean excludeSeen) {
    SessionStep.Scratch scratch = recommender.borrow();
    try {
      for (int first = 0; first < items; first += scratch.capacity()) {
        int n = Math.min(scratch.capacity(), items - first);
        recommender.step().score(state, first, n, scratch);
        offer(top, first, n, scratch, excludeSeen);
      }
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
  }

  private void offer(
      TopItems top, int first, int n, SessionStep.Scratch scratch, boolean excludeSeen) {
    for (int i = 0; i < n; i++) {
      float score = scratch.score(i);
      if (top.admits(score) && !(excludeSeen && seen(first + i))) {
        top.add(first + i, score);
      }
    }
  }

  private boolean seen(int item) {
    for (int i = 0; i < clicks; i++) {
      if (clicked[i] == item) {
        return true;
      }
    }
    return false;
  }
}
