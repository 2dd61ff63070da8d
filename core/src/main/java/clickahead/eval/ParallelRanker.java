package clickahead.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Ranks session by session on several threads, each with a session ranker of its own. Sessions are
 * cut into blocks that do not depend on the number of threads, and every rank has its fixed place:
 * the result, and the error if there is one, are the same for any number of threads.
 */
public final class ParallelRanker implements Ranker {
  private final Supplier<? extends SessionRanker> rankers;
  private final int threads;
  private final int items;

  /**
   * @param rankers gives a new session ranker, one for each thread
   * @param threads at least 1
   */
  public ParallelRanker(Supplier<? extends SessionRanker> rankers, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    this.rankers = rankers;
    this.threads = threads;
    this.items = rankers.get().items();
  }

  /** Ranks by the scores of all items, see {@link DenseRanker}. */
  public static ParallelRanker dense(Supplier<? extends SessionScorer> scorers, int threads) {
    return new ParallelRanker(() -> new DenseRanker(scorers.get()), threads);
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public Ranks rank(TestSessions test, Progress progress) {
    Ranks ranks = new Ranks(test.transitions());
    RankingRun run = new RankingRun(test, progress);
    inThreads(
        run,
        () -> {
          SessionRanker ranker = rankers.get();
          run.work(
              ranker,
              (transition, target) -> {
                int nan = ranker.rank(target, ranks, transition);
                if (nan >= 0) {
                  throw InvalidScoreException.nan(test, transition, nan);
                }
              });
        });
    return ranks;
  }

  @Override
  public void score(TestSessions test, Supplier<? extends ScoreReader> readers, Progress progress) {
    RankingRun run = new RankingRun(test, progress);
    inThreads(
        run,
        () -> {
          SessionScorer scorer = rankers.get();
          ScoreReader reader = readers.get();
          float[] scores = new float[items];
          run.work(
              scorer,
              (transition, target) -> {
                scorer.score(scores);
                reader.read(transition, scores);
              });
        });
  }

  private void inThreads(RankingRun run, Runnable work) {
    if (threads == 1) {
      work.run();
      run.throwFailure();
      return;
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(executor.submit(work));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a ranking thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the evaluation was interrupted", e);
    }
    run.throwFailure();
  }
}
