package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.CounterRandom;
import clickahead.model.LengthMode;
import clickahead.model.SequenceTraining;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;

/**
 * Cuts the sessions of a log into sequences and gives them out in batches, in another random order
 * in every epoch. A prefix is every event that has a successor. In a stream a session is one
 * sequence with all of its prefixes; with windows of n events its first n prefixes are one, and
 * every later prefix is one of its own. Prefixes whose next event is only {@link
 * SessionLog#history} are fed, not learned; in reverse a session has none.
 *
 * <p>A sequence belongs to the batch in which its first prefix falls, so that an epoch has as many
 * batches as if each held exactly B prefixes; those that click dropout leaves without a click are
 * counted too.
 */
final class SequenceFeed {
  private static final int STREAM = 2004;

  private final LongToIntFunction items;
  private final int batchSize;
  private final SessionOrder order;
  private final ClickDropout clickDropout;
  private final LongToDoubleFunction weights;
  private final EventFeatures features;
  private final long[] from;
  private final int[] lengths;
  private final int[] firstOutputs;
  private final long prefixes;
  private final int longest;
  private final int mostOutputs;
  private int next;
  private long given;

  /**
   * Cuts the sessions.
   *
   * @param firstSession the first one; those before are left out
   * @param maxLength events of a window; no limit in a stream
   * @param batchSize prefixes of a batch, B
   * @param seed of the orders, and of the clicks that are removed
   * @param clickDropout share of the clicks that are removed from the prefixes
   * @param reverse take each session from its last event to its first?
   * @param weights of the log's clicks
   * @param features of its events; none in reverse
   */
  SequenceFeed(
      SessionLog log,
      int firstSession,
      LengthMode mode,
      int maxLength,
      int batchSize,
      long seed,
      double clickDropout,
      boolean reverse,
      DwellWeights weights,
      EventFeatures features) {
    this.features = features;
    // In reverse an event lies at its place with the sign changed.
    items = reverse ? place -> log.item(-place) : log::item;
    this.weights = reverse ? place -> weights.of(-place) : weights::of;
    this.batchSize = batchSize;
    int window = mode == LengthMode.WINDOW ? maxLength : Integer.MAX_VALUE;
    int count = 0;
    for (int s = firstSession; s < log.sessions(); s++) {
      count = Math.addExact(count, sequences(log.length(s) - 1, window, given(log, s, reverse)));
    }
    from = new long[count];
    lengths = new int[count];
    firstOutputs = new int[count];
    int at = 0;
    for (int s = firstSession; s < log.sessions(); s++) {
      long start = reverse ? 1 - log.start(s + 1) : log.start(s);
      at = cut(start, log.length(s) - 1, window, given(log, s, reverse), at);
    }
    order = SessionOrder.random(count, seed);
    long sum = 0;
    int most = 0;
    for (int i = 0; i < count; i++) {
      sum += outputs(i);
      most = Math.max(most, outputs(i));
    }
    prefixes = sum;
    mostOutputs = most;
    longest = Arrays.stream(lengths).max().orElse(0);
    this.clickDropout = new ClickDropout(clickDropout, seed, longest);
  }

  /**
   * The feed that the parameters ask for.
   *
   * @param share of the most recent prefixes, above 0, at most 1
   * @param features of the log's events
   * @throws IllegalArgumentException if the log has no session of two events
   */
  static SequenceFeed of(SequenceTraining p, SessionLog log, double share, EventFeatures features) {
    SequenceFeed feed =
        new SequenceFeed(
            log,
            mostRecent(log, share),
            p.lengthMode(),
            p.maxLength(),
            p.trainBatchSize(),
            CounterRandom.derive(p.seed(), STREAM),
            p.clickDropout(),
            p.distillation().reverse(),
            DwellWeights.of(log, p.dwell()),
            features);
    if (feed.prefixes() == 0) {
      throw new IllegalArgumentException(
          "the training log has "
              + log.sessions()
              + " sessions, none with two events: there is no next event to learn");
    }
    return feed;
  }

  /**
   * The first of the most recent sessions of a log, whole ones, that together have at least a share
   * of its prefixes. Sessions are in the order of their first event.
   *
   * @param share above 0, at most 1
   */
  static int mostRecent(SessionLog log, double share) {
    long all = 0;
    for (int s = 0; s < log.sessions(); s++) {
      all += learned(log, s);
    }
    int first = log.sessions();
    for (long taken = 0; first > 0 && taken < all * share; ) {
      taken += learned(log, --first);
    }
    return first;
  }

  private static int learned(SessionLog log, int session) {
    return Math.max(0, log.length(session) - 1 - given(log, session, false));
  }

  /** How many of a session's prefixes are not learned, as their next event is history. */
  private static int given(SessionLog log, int session, boolean reverse) {
    return reverse ? 0 : Math.max(0, log.history(session) - 1);
  }

  private static int sequences(int fed, int window, int given) {
    int windows = Math.max(0, fed - Math.max(window, given));
    return (Math.min(fed, window) > given ? 1 : 0) + windows;
  }

  private int cut(long start, int fed, int window, int given, int at) {
    int i = at;
    if (Math.min(fed, window) > given) {
      from[i] = start;
      lengths[i] = Math.min(fed, window);
      firstOutputs[i++] = given;
    }
    for (int last = Math.max(window, given); last < fed; last++) {
      from[i] = start + last - window + 1;
      lengths[i] = window;
      firstOutputs[i++] = window - 1;
    }
    return i;
  }

  private int outputs(int sequence) {
    return lengths[sequence] - firstOutputs[sequence];
  }

  /** Events that have a successor, the prefixes of an epoch. */
  long prefixes() {
    return prefixes;
  }

  /** The most that a batch holds. */
  SequenceShape shape(int workers, int samples, int ownNegatives) {
    long outputs = Math.min(prefixes, batchSize + (long) mostOutputs - 1);
    long allEvents = Arrays.stream(lengths).asLongStream().sum();
    // A sequence is either all prefixes, or a window with a single one.
    boolean windows = Arrays.stream(firstOutputs).anyMatch(first -> first > 0);
    long events = Math.min(allEvents, windows ? outputs * longest : outputs);
    return new SequenceShape(
        workers,
        (int) Math.min(outputs, from.length),
        Math.toIntExact(events),
        Math.toIntExact(outputs),
        longest,
        samples,
        ownNegatives);
  }

  /** Begins an epoch. */
  void restart(int epoch) {
    order.begin(epoch);
    clickDropout.begin(epoch);
    next = 0;
    given = 0;
  }

  /** Where it stands. */
  FeedPosition position() {
    return FeedPosition.ofSequences(next, given);
  }

  /** Goes on at a position in the epoch that was begun last. */
  void moveTo(FeedPosition position) {
    next = position.next();
    given = position.given();
  }

  /** Has the epoch given out all of its sequences? */
  boolean isAtEnd() {
    return next == from.length;
  }

  /** Mini-batches of the first epochs; their number may depend on the order of the sequences. */
  long countMiniBatches(int epochs) {
    long count = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      restart(epoch);
      while (!isAtEnd()) {
        long end = endOfBatch();
        while (!isAtEnd() && given < end) {
          given += outputs(order.session(next++));
        }
        count++;
      }
    }
    return count;
  }

  private long endOfBatch() {
    return (given / batchSize + 1) * batchSize;
  }

  /** Leaves a batch empty, as behind the last one. */
  void finish(SequenceBatch batch) {
    batch.clear();
    batch.pack(items, true);
  }

  /** Fills the next batch; leaves it empty behind the last one. */
  void fill(SequenceBatch batch) {
    batch.clear();
    // Click dropout may leave nothing of a batch, and an empty one would end the epoch.
    while (!isAtEnd() && batch.sequences() == 0) {
      long end = endOfBatch();
      while (!isAtEnd() && given < end) {
        int sequence = order.session(next++);
        clickDropout.add(
            batch, sequence, from[sequence], lengths[sequence], firstOutputs[sequence]);
        given += outputs(sequence);
      }
    }
    batch.pack(items, true, weights, features);
  }
}
