package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.math.CounterRandom;
import clickahead.model.Gru4RecParameters;
import java.util.Arrays;

/**
 * The order in which an epoch takes the sessions of a log [S]: the log's own, that of the file it
 * was prepared from, or a permutation that depends on seed and epoch alone, so that any epoch can
 * be begun without the ones before it. The log itself stays as it is.
 */
final class SessionOrder {
  private static final int STREAM = 2004;

  private final int sessions;
  private final long seed;
  private final boolean random;

  /** A permutation of 0 to S - 1; null for the log's own order. */
  private final int[] permutation;

  private SessionOrder(int sessions, long seed, boolean random, int[] permutation) {
    this.sessions = sessions;
    this.seed = seed;
    this.random = random;
    this.permutation = permutation;
  }

  /** The one that the parameters ask for. */
  static SessionOrder of(Gru4RecParameters parameters, SessionLog log) {
    if (parameters.trainRandomOrder()) {
      return random(log.sessions(), CounterRandom.derive(parameters.seed(), STREAM));
    }
    return parameters.timeSort() ? ofLog(log.sessions()) : ofFile(log);
  }

  /**
   * The order of the log in every epoch.
   *
   * @param sessions S
   */
  static SessionOrder ofLog(int sessions) {
    return new SessionOrder(sessions, 0, false, null);
  }

  /** In every epoch the order of the file that the log was prepared from, by the ranks. */
  static SessionOrder ofFile(SessionLog log) {
    long[] ranked = new long[log.sessions()];
    Arrays.setAll(ranked, s -> (long) log.rank(s) << 32 | s);
    Arrays.sort(ranked);
    int[] sessions = new int[ranked.length];
    Arrays.setAll(sessions, place -> (int) ranked[place]);
    return new SessionOrder(sessions.length, 0, false, sessions);
  }

  /**
   * Another permutation in every epoch; takes 4 bytes a session.
   *
   * @param sessions S
   */
  static SessionOrder random(int sessions, long seed) {
    return new SessionOrder(sessions, seed, true, new int[sessions]);
  }

  /** Number of sessions, S. */
  int sessions() {
    return sessions;
  }

  /**
   * Lays the order of an epoch out (Durstenfeld 1964: every permutation is as likely as another).
   *
   * @param epoch its number, from 1
   */
  void begin(int epoch) {
    if (!random) {
      return;
    }
    // From the identity, not from the last epoch's order: a resumed training never saw that one.
    for (int i = 0; i < sessions; i++) {
      permutation[i] = i;
    }
    long stream = CounterRandom.derive(seed, epoch);
    for (int i = sessions - 1; i > 0; i--) {
      int other = (int) Math.unsignedMultiplyHigh(CounterRandom.bits(stream, i), i + 1L);
      int session = permutation[i];
      permutation[i] = permutation[other];
      permutation[other] = session;
    }
  }

  /** The session at a place of the epoch's order, 0 to S - 1. */
  int session(int place) {
    return permutation == null ? place : permutation[place];
  }
}
