package clickahead;

import clickahead.model.Clicks;
import clickahead.model.SessionModel;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One visitor's running session: a hidden state of a few hundred numbers and the items clicked; of
 * models with attention also what they look back at. Not for two threads at a time, but it may move
 * from thread to thread.
 */
public final class Session {
  private final Recommender recommender;
  private final Clicks clicks;
  private float[] state;

  Session(Recommender recommender) {
    this.recommender = recommender;
    clicks = new Clicks(recommender.sessions().features());
    state = new float[recommender.sessions().stateSize(0)];
  }

  /** A session that was saved. */
  Session(Recommender recommender, byte[] saved) {
    this(recommender);
    SessionBytes.read(saved, recommender.fingerprint(), recommender.catalog().size(), this);
  }

  /**
   * The session as bytes: for a store, or another process that has loaded the same model; some 40
   * bytes, and 4 for every click and every number of the state; of models that look at features of
   * events also what they were told. {@link Recommender#restore} reads them.
   */
  public byte[] save() {
    return SessionBytes.write(recommender.fingerprint(), clicks, state, stateSize());
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
    click(index);
    return true;
  }

  /**
   * The visitor clicked an item, with what is known of the click. A model that looks at features of
   * events takes what it looks at, and what is not said is unknown to it; others take the item.
   *
   * @return false if the model does not know the item; the session is then as before
   * @throws IllegalArgumentException if a value has to be a number and is none; the session is then
   *     as before
   */
  public boolean click(Click click) {
    int index = recommender.catalog().index(click.item());
    if (index < 0) {
      return false;
    }
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      clicks.add(index, click.millis(), click.values());
      makeRoom();
      scratch.click(state, clicks);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
    return true;
  }

  /** What is known of the session. */
  void describe(Map<String, String> values) {
    clicks.describeSession(values);
  }

  /**
   * The visitor clicked items, one after the other: a session that begins with a history, or is
   * moved to another model.
   *
   * @param items original ids, the oldest first
   * @return those that the model does not know, in their order; they were skipped
   */
  public List<String> click(List<String> items) {
    List<String> unknown = new ArrayList<>();
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      for (String item : items) {
        int index = recommender.catalog().index(item);
        if (index < 0) {
          unknown.add(item);
        } else {
          click(index, scratch);
        }
      }
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
    return unknown;
  }

  /** The visitor clicked an item of the model. */
  void click(int index) {
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      click(index, scratch);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
  }

  private void click(int item, SessionModel.Scratch scratch) {
    remember(item);
    scratch.click(state, clicks);
  }

  /** Adds a click to those that the state knows already, or makes room for it there. */
  void remember(int item) {
    clicks.add(item);
    makeRoom();
  }

  private void makeRoom() {
    if (state.length < stateSize()) {
      SessionModel model = recommender.sessions();
      state = Arrays.copyOf(state, model.stateSize(Math.max(4, 2 * clicks.size())));
    }
  }

  /** Numbers of the state after the clicks so far. */
  int stateSize() {
    return recommender.sessions().stateSize(clicks.size());
  }

  Clicks known() {
    return clicks;
  }

  /** Number of clicks on items that the model knows. */
  public int clicks() {
    return clicks.size();
  }

  /** Original ids of the items clicked, the oldest first, as far as the model knows them. */
  public List<String> items() {
    return IntStream.range(0, clicks.size())
        .mapToObj(i -> recommender.catalog().id(clicks.item(i)))
        .toList();
  }

  /**
   * The k items most likely to be clicked next, of all items, those already clicked included.
   * Without any known click these are the most popular ones.
   */
  public Recommendations recommend(int k) {
    return recommend(k, recommender.candidates());
  }

  /** As {@link #recommend(int)}, without the items that were clicked in this session. */
  public Recommendations recommendUnseen(int k) {
    return recommend(k, recommender.unseen());
  }

  /**
   * As {@link #recommend(int)}, of some items only.
   *
   * @param candidates made from this recommender's {@link Recommender#candidates}
   * @throws IllegalArgumentException if k is below 1, or the candidates are another model's
   */
  public Recommendations recommend(int k, Candidates candidates) {
    TopItems top = recommender.emptyList(k, candidates);
    if (clicks.size() == 0) {
      recommender.popular(top, candidates, this);
    } else {
      score(top, candidates);
    }
    return finish(top);
  }

  /**
   * How the model weighs the clicks when it recommends now: those that its attention looks back at,
   * the oldest first. Empty without a click, and of models without attention ({@link
   * Recommender#attends}).
   */
  public List<AttentionWeight> attention() {
    if (clicks.size() == 0 || !recommender.attends()) {
      return List.of();
    }
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      scratch.begin(state, clicks);
      List<AttentionWeight> weights = new ArrayList<>();
      int n = scratch.attended();
      for (int i = 0; i < n; i++) {
        int click = clicks.size() - n + i;
        String item = recommender.catalog().id(clicks.item(click));
        weights.add(new AttentionWeight(click, item, scratch.attention(i)));
      }
      return List.copyOf(weights);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
  }

  /** The list that is ready. */
  Recommendations finish(TopItems top) {
    top.sort();
    return new Recommendations(recommender.catalog(), top, clicks.size() == 0);
  }

  /** Fills a list; there must have been a click. */
  void score(TopItems top, Candidates candidates) {
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      scratch.begin(state, clicks);
      top.fill(scratch, candidates, this);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
  }

  /** Writes what is multiplied with the items' rows; there must have been a click. */
  void vector(long to) {
    SessionModel.Scratch scratch = recommender.borrow();
    try {
      scratch.begin(state, clicks);
      scratch.vector(to);
    } finally {
      recommender.giveBack(scratch);
      Reference.reachabilityFence(recommender);
    }
  }

  Recommender recommender() {
    return recommender;
  }

  boolean isOf(Recommender other) {
    return recommender == other;
  }

  /** What the model keeps, {@link #stateSize} numbers; whoever feeds a click changes them. */
  float[] state() {
    return state;
  }

  boolean hasClicked(int item) {
    return clicks.contains(item);
  }
}
