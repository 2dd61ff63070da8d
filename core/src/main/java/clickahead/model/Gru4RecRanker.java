package clickahead.model;

import clickahead.eval.Progress;
import clickahead.eval.Ranker;
import clickahead.eval.Ranks;
import clickahead.eval.ScoreReader;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Ranks with GRU4Rec: many sessions side by side through the layers, then many states in one
 * product with all items. Sessions are cut into blocks that do not depend on the number of threads,
 * so the ranks don't either.
 */
public final class Gru4RecRanker implements Ranker {
  private static final int SESSIONS_PER_BLOCK = 256;

  private final Gru4Rec model;
  private final Compute compute;
  private final int threads;

  /**
   * A ranker.
   *
   * @param model weights laid out for one worker
   * @param threads at least 1
   */
  public Gru4RecRanker(Gru4Rec model, Compute compute, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    this.model = model;
    this.compute = compute;
    this.threads = threads;
  }

  /** How many states are scored in one product. */
  public static int tileColumns(int items) {
    return StateScorer.columns(items);
  }

  @Override
  public int items() {
    return model.items().items();
  }

  @Override
  public Ranks rank(TestSessions test, Progress progress) {
    Ranks ranks = new Ranks(test.transitions());
    inThreads(test, () -> (states, scorer) -> scorer.rank(test, states, ranks), progress);
    ranks.requireComplete();
    return ranks;
  }

  @Override
  public void score(TestSessions test, Supplier<? extends ScoreReader> readers, Progress progress) {
    inThreads(
        test,
        () -> {
          ScoreReader reader = readers.get();
          return (states, scorer) -> scorer.read(test, states, reader);
        },
        progress);
  }

  private void inThreads(
      TestSessions test, Supplier<BiConsumer<SessionStates, StateScorer>> work, Progress progress) {
    Blocks blocks = new Blocks(test, progress);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(executor.submit(() -> work(test, work.get(), blocks)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException("a ranking thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the evaluation was interrupted", e);
    }
  }

  private void work(TestSessions test, BiConsumer<SessionStates, StateScorer> work, Blocks blocks) {
    compute.products().enterThread();
    try (SessionStates states = new SessionStates(model, compute);
        StateScorer scorer = new StateScorer(model, compute)) {
      for (int first = blocks.next(); first < test.sessions(); first = blocks.next()) {
        int end = Math.min(test.sessions(), first + SESSIONS_PER_BLOCK);
        states.compute(test, first, end);
        work.accept(states, scorer);
        blocks.done(test.firstTransition(end) - test.firstTransition(first));
      }
    }
  }

  /** Hands out blocks of sessions. */
  private static final class Blocks {
    private final TestSessions test;
    private final Progress progress;
    private final AtomicInteger next = new AtomicInteger();
    private long ranked;

    Blocks(TestSessions test, Progress progress) {
      this.test = test;
      this.progress = progress;
    }

    int next() {
      return next.getAndAdd(SESSIONS_PER_BLOCK);
    }

    synchronized void done(int transitions) {
      ranked += transitions;
      progress.ranked(ranked, test.transitions());
    }
  }
}
