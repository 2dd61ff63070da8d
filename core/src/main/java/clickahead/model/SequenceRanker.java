package clickahead.model;

import clickahead.eval.Progress;
import clickahead.eval.Ranker;
import clickahead.eval.Ranks;
import clickahead.eval.ScoreReader;
import clickahead.eval.TestSessions;
import clickahead.graph.sequence.EventFeatures;
import clickahead.math.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ranks with a sequence model: the sequences of some sessions at a time through the network, then
 * their outputs in products with all items. Sessions are cut into blocks that do not depend on the
 * number of threads, so the ranks don't either.
 */
final class SequenceRanker implements Ranker {
  private static final int SESSIONS_PER_BLOCK = 64;

  private final SequenceModel model;
  private final FeatureEncoders features;
  private final Compute compute;
  private final int maxLength;
  private final LengthMode mode;
  private final int threads;

  /**
   * A ranker.
   *
   * @param training what the model was trained with: how long its memory is
   * @param features what it looks at besides the items
   * @param threads at least 1
   */
  SequenceRanker(
      SequenceModel model,
      SequenceTraining training,
      FeatureEncoders features,
      Compute compute,
      int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    this.model = model;
    this.features = features;
    this.compute = compute;
    maxLength = training.maxLength();
    mode = training.lengthMode();
    this.threads = threads;
  }

  @Override
  public int items() {
    return model.items().items();
  }

  @Override
  public Ranks rank(TestSessions test, Progress progress) {
    Ranks ranks = new Ranks(test.transitions());
    inThreads(test, () -> outputs -> outputs.rank(test, ranks), progress);
    return ranks;
  }

  @Override
  public void score(TestSessions test, Supplier<? extends ScoreReader> readers, Progress progress) {
    inThreads(
        test,
        () -> {
          ScoreReader reader = readers.get();
          return outputs -> outputs.read(test, reader);
        },
        progress);
  }

  private void inThreads(
      TestSessions test, Supplier<Consumer<TestOutputs>> work, Progress progress) {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger ranked = new AtomicInteger();
    EventFeatures known = features.in(test);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        Consumer<TestOutputs> own = work.get();
        running.add(
            executor.submit(
                () -> {
                  compute.products().enterThread();
                  try (TestOutputs outputs =
                      new TestOutputs(model, known, compute, mode, maxLength)) {
                    blocks(test, next, outputs, own, done -> report(ranked, done, test, progress));
                  }
                }));
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

  private static void blocks(
      TestSessions test,
      AtomicInteger next,
      TestOutputs outputs,
      Consumer<TestOutputs> work,
      Consumer<Integer> done) {
    for (int first = next.getAndAdd(SESSIONS_PER_BLOCK);
        first < test.sessions();
        first = next.getAndAdd(SESSIONS_PER_BLOCK)) {
      int end = Math.min(test.sessions(), first + SESSIONS_PER_BLOCK);
      outputs.begin(test, first, end);
      while (outputs.advance()) {
        work.accept(outputs);
      }
      done.accept(test.firstTransition(end) - test.firstTransition(first));
    }
  }

  private static void report(AtomicInteger ranked, int done, TestSessions test, Progress progress) {
    synchronized (progress) {
      progress.ranked(ranked.addAndGet(done), test.transitions());
    }
  }
}
