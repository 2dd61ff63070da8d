package clickahead.train;

import clickahead.math.CounterRandom;

/**
 * The order in which an epoch takes the sessions of a log [S]: the log's own, or a permutation that
 * depends on seed and epoch alone, so that any epoch can be begun without the ones before it. The
 * log itself stays as it is.
 */
final class SessionOrder {
  private final int sessions;
  private final long seed;

  /** A permutation of 0 to S - 1; null for the log's own order. */
  private final int[] permutation;

  private SessionOrder(int sessions, long seed, int[] permutation) {
    this.sessions = sessions;
    this.seed = seed;
    this.permutation = permutation;
  }

  /**
   * The order of the log in every epoch.
   *
   * @param sessions S
   */
  static SessionOrder ofLog(int sessions) {
    return new SessionOrder(sessions, 0, null);
  }

  /**
   * Another permutation in every epoch; takes 4 bytes a session.
   *
   * @param sessions S
   */
  static SessionOrder random(int sessions, long seed) {
    return new SessionOrder(sessions, seed, new int[sessions]);
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
    if (permutation == null) {
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
