package clickahead.eval;

import java.util.concurrent.atomic.AtomicInteger;

/** One pass over the test sessions, block by block; any number of threads may work on it. */
final class RankingRun {
  /** What is done at a chosen transition, the clicks before it having been seen. */
  @FunctionalInterface
  interface Step {
    /** Ranks or scores; the target is the item that was clicked next. */
    void at(int transition, int target);
  }

  private static final int SESSIONS_PER_BLOCK = 64;

  private final TestSessions test;
  private final Progress progress;
  private final AtomicInteger nextBlock = new AtomicInteger();
  private final Object lock = new Object();
  private long done;
  private int failedBlock = Integer.MAX_VALUE;
  private RuntimeException failure;

  RankingRun(TestSessions test, Progress progress) {
    this.test = test;
    this.progress = progress;
  }

  /** Takes blocks until there are no more, or one failed. */
  void work(SessionScorer scorer, Step step) {
    int blocks = (test.sessions() + SESSIONS_PER_BLOCK - 1) / SESSIONS_PER_BLOCK;
    for (int b = nextBlock.getAndIncrement(); b < blocks; b = nextBlock.getAndIncrement()) {
      int from = b * SESSIONS_PER_BLOCK;
      int to = Math.min(test.sessions(), from + SESSIONS_PER_BLOCK);
      try {
        for (int session = from; session < to; session++) {
          follow(scorer, session, step);
        }
      } catch (RuntimeException e) {
        fail(b, e);
      }
      if (!report(test.firstTransition(to) - test.firstTransition(from))) {
        return;
      }
    }
  }

  private void follow(SessionScorer scorer, int session, Step step) {
    int length = test.length(session);
    long start = test.start(session);
    int transition = test.firstTransition(session);
    scorer.startSession();
    for (int i = 0; i + 1 < length; i++) {
      scorer.click(test.item(start + i), test.time(start + i));
      if (test.isChosen(transition + i)) {
        step.at(transition + i, test.item(start + i + 1));
      }
    }
  }

  /** Blocks are taken in order, so all before a failed one end too, and the first failure wins. */
  private void fail(int block, RuntimeException e) {
    synchronized (lock) {
      if (block < failedBlock) {
        failedBlock = block;
        failure = e;
      }
    }
  }

  /** Tells the progress; false if some block failed. */
  private boolean report(int ranked) {
    synchronized (lock) {
      if (failure != null) {
        return false;
      }
      done += ranked;
      progress.ranked(done, test.transitions());
      return true;
    }
  }

  void throwFailure() {
    synchronized (lock) {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
