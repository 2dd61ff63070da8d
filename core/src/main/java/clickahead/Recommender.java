package clickahead;

import clickahead.data.Catalog;
import clickahead.io.Safetensors;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelFingerprint;
import clickahead.model.SessionModel;
import clickahead.model.StoredModel;
import clickahead.model.TrainedModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A trained model, ready to recommend. Immutable, and shared by any number of threads and sessions;
 * its memory is released with it.
 *
 * <pre>{@code
 * Recommender recommender = Recommender.load(Path.of("shop.model"));
 * Session session = recommender.session();
 * session.click("A13");
 * Recommendations next = session.recommend(20);
 * }</pre>
 */
public final class Recommender {
  /** Sessions that a batch scores side by side. */
  public static final int BATCH_SESSIONS = TopTile.COLUMNS;

  /** Items that a batch scores side by side. */
  public static final int BATCH_ITEMS = TopTile.ROWS;

  /** Items scored at a time: their scores stay in the first-level cache. */
  static final int TILE = 1024;

  private static final int POOL = 4 * Math.max(4, Runtime.getRuntime().availableProcessors());

  private final Arena arena;
  private final Safetensors file;
  private volatile ModelFingerprint fingerprint;
  private final TrainedModel model;
  private final SessionModel sessions;
  private final AtomicReferenceArray<SessionModel.Scratch> pool = new AtomicReferenceArray<>(POOL);
  private final int[] byPopularity;
  private final Candidates candidates;
  private final Candidates unseen;
  private final SessionBatch batch;

  private Recommender(
      Arena arena, TrainedModel model, Compute compute, int threads, Safetensors file)
      throws IOException {
    this.arena = arena;
    fingerprint = ModelFingerprint.stored(file).orElse(null);
    this.file = file;
    this.model = model;
    sessions = model.sessions();
    byPopularity = Popular.order(model.supports());
    candidates = Candidates.all(model.catalog());
    unseen = candidates.unseen();
    batch = new SessionBatch(this, compute, model, threads);
  }

  /**
   * Loads a model.
   *
   * @throws clickahead.io.FormatException if the file is no model, damaged, or from a newer version
   * @throws IOException if it cannot be read
   */
  public static Recommender load(Path file) throws IOException {
    return load(file, TileThreads.most());
  }

  /**
   * The same with less than all processors for batches.
   *
   * @param threads most threads that {@link #recommend} and {@link #click} use in one call
   */
  public static Recommender load(Path file, int threads) throws IOException {
    return load(file, Compute.best(), threads);
  }

  static Recommender load(Path file, Compute compute) throws IOException {
    return load(file, compute, TileThreads.most());
  }

  private static Recommender load(Path file, Compute compute, int threads) throws IOException {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    Arena arena = Arena.ofAuto();
    StoredModel stored = ModelFile.open(file);
    TrainedModel model = ModelFile.load(stored, arena, compute);
    return new Recommender(arena, model, compute, threads, stored.tensors());
  }

  /** A new session, of its own visitor. */
  public Session session() {
    return new Session(this);
  }

  /**
   * A new session of which something is known, such as its country or device.
   *
   * @param values by the names of the log's columns; those that the model does not look at are
   *     ignored, and what is not said is unknown to it
   * @throws IllegalArgumentException if a value has to be a number and is none
   */
  public Session session(Map<String, String> values) {
    Session session = new Session(this);
    session.describe(values);
    return session;
  }

  /** Columns of the events that the model looks at; most look at none. */
  public List<String> eventColumns() {
    return sessions.features().eventColumns();
  }

  /** Columns of the sessions that the model looks at; most look at none. */
  public List<String> sessionColumns() {
    return sessions.features().sessionColumns();
  }

  /** Does the model look at how long clicks lasted, so that it wants to know their times? */
  public boolean looksAtTimes() {
    return sessions.features().seeDwellTimes();
  }

  /**
   * A session that {@link Session#save} turned into bytes, in this process or another.
   *
   * @throws SessionStateException if the bytes are no session, damaged, from a newer version, or of
   *     another model
   */
  public Session restore(byte[] saved) {
    return new Session(this, saved);
  }

  /**
   * Tells this model from every other; saved sessions carry it. It stands in the model's file; of a
   * file that was written before there were fingerprints it is computed at the first call.
   */
  public ModelFingerprint fingerprint() {
    ModelFingerprint known = fingerprint;
    if (known == null) {
      fingerprint = known = ModelFingerprint.computed(file);
    }
    return known;
  }

  /** As {@link Session#recommend(int)} for many sessions in one call, on several threads. */
  public List<Recommendations> recommend(List<Session> sessions, int k) {
    return batch.recommend(sessions, k, candidates);
  }

  /**
   * As {@link Session#recommend(int, Candidates)} for many sessions in one call: tiles of {@link
   * #BATCH_SESSIONS} sessions and {@link #BATCH_ITEMS} items are scored in one matrix product, on
   * several threads. The scores differ from a single session's in their last bits.
   *
   * @param sessions this recommender's; none of them may be used otherwise during the call
   * @return a list for each session, in their order
   */
  public List<Recommendations> recommend(List<Session> sessions, int k, Candidates candidates) {
    return batch.recommend(sessions, k, candidates);
  }

  /**
   * As {@link Session#click(String)} for many sessions in one call, on several threads: each gets
   * one item, of which nothing else is known.
   *
   * @param sessions this recommender's, none of them twice; none may be used otherwise during the
   *     call
   * @param items original ids, one for each session
   * @return for each session whether the model knows its item; if not, the session is as before
   */
  public boolean[] click(List<Session> sessions, List<String> items) {
    return batch.click(sessions, items);
  }

  /**
   * As {@link Session#click(Click)} for many sessions in one call, on several threads: each gets
   * one click, with what is known of it.
   *
   * @param sessions this recommender's, none of them twice; none may be used otherwise during the
   *     call
   * @param clicks one for each session
   * @return for each session whether the model knows its item; if not, the session is as before
   * @throws IllegalArgumentException if a value has to be a number and is none; all sessions are
   *     then as before
   */
  public boolean[] clickEach(List<Session> sessions, List<Click> clicks) {
    return batch.clickEach(sessions, clicks);
  }

  /** Does the model weigh the clicks by attention? {@link Session#attention} tells how. */
  public boolean attends() {
    return sessions.attends();
  }

  /** The items that can be recommended. */
  public Catalog catalog() {
    return model.catalog();
  }

  /** Parameters, supports and training record. */
  public TrainedModel model() {
    return model;
  }

  SessionModel sessions() {
    return sessions;
  }

  /** All items, to be narrowed: what a list may hold. */
  public Candidates candidates() {
    return candidates;
  }

  Candidates unseen() {
    return unseen;
  }

  /** Room for the best k candidates. */
  TopItems emptyList(int k, Candidates candidates) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    candidates.requireOf(catalog());
    return new TopItems(Math.min(k, candidates.most()));
  }

  /** Fills a list with the candidates that were clicked most in the training log. */
  void popular(TopItems top, Candidates candidates, Session session) {
    int[] supports = model.supports();
    int[] allowed = candidates.allowed();
    int n = candidates.most();
    for (int i = 0; i < n && !(allowed == null && top.isFull()); i++) {
      int item = allowed == null ? byPopularity[i] : allowed[i];
      if (top.admits(supports[item]) && candidates.admits(item, session)) {
        top.add(item, supports[item]);
      }
    }
  }

  /** The owner of the weights' memory, for whoever must keep it alive. */
  Arena arena() {
    return arena;
  }

  SessionModel.Scratch borrow() {
    for (int i = 0; i < POOL; i++) {
      SessionModel.Scratch scratch = pool.getAndSet(i, null);
      if (scratch != null) {
        return scratch;
      }
    }
    return sessions.scratch(TILE);
  }

  void giveBack(SessionModel.Scratch scratch) {
    for (int i = 0; i < POOL; i++) {
      if (pool.compareAndSet(i, null, scratch)) {
        return;
      }
    }
  }
}
