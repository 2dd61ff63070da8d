package clickahead.math;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * W threads that all run the same code, each on its own share, with barriers between (SPMD). A
 * training run is one such task, thousands of steps long.
 */
public final class WorkerTeam implements AutoCloseable {
  /** Integers between two counters, so that no two share a cache line. */
  private static final int PADDING = 32;

  private static final int SPINS = 5000;
  private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(int[].class);

  private final int size;
  private final int[] arrived;
  private final ExecutorService threads;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** What all workers run. */
  @FunctionalInterface
  public interface Task {
    /** Does one worker's share. */
    void run(Worker worker) throws Exception;
  }

  /** Another worker failed; this one has to stop. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken() {
      super("another worker failed", null, false, false);
    }
  }

  /**
   * Starts the threads.
   *
   * @param size number of workers, W, at least 1
   * @param products is told of every new thread
   */
  public WorkerTeam(int size, Products products) {
    if (size < 1) {
      throw new IllegalArgumentException("a team needs at least one worker, got " + size);
    }
    this.size = size;
    arrived = new int[(size + 1) * PADDING];
    threads =
        Executors.newFixedThreadPool(
            size,
            body ->
                Thread.ofPlatform()
                    .daemon()
                    .name("clickahead-worker")
                    .unstarted(
                        () -> {
                          products.enterThread();
                          body.run();
                        }));
  }

  /** Number of workers, W. */
  public int size() {
    return size;
  }

  /**
   * Runs a task on all workers and waits for its end.
   *
   * @throws RuntimeException what a worker threw; the others are stopped at their next barrier
   */
  public synchronized void run(Task task) {
    Arrays.fill(arrived, 0);
    failure.set(null);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Worker worker = new Worker(this, i);
      done.add(threads.submit(() -> runShare(task, worker)));
    }
    boolean interrupted = false;
    for (Future<?> share : done) {
      while (true) {
        try {
          share.get();
          break;
        } catch (InterruptedException e) {
          // The workers share memory that the caller may free: never leave before they have ended.
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure.get());
  }

  private void runShare(Task task, Worker worker) {
    try {
      task.run(worker);
    } catch (Broken e) {
      // The worker that failed first has left the reason.
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void rethrow(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    if (e != null) {
      throw new IllegalStateException(e);
    }
  }

  // A wait of microseconds: anything that parks the thread would cost more than the wait.
  @SuppressWarnings("ThreadPriorityCheck")
  void await(int index, int arrivals) {
    COUNTER.setRelease(arrived, index * PADDING, arrivals);
    int spins = 0;
    for (int other = 0; other < size; other++) {
      while ((int) COUNTER.getAcquire(arrived, other * PADDING) - arrivals < 0) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          // A pure spin collapses as soon as anything else takes a core.
          if (failure.get() != null) {
            throw new Broken();
          }
          Thread.yield();
        }
      }
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
