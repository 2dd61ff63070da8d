package clickahead;

import clickahead.math.Products;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Runs the tiles of a batch side by side, on threads that all recommenders of the JVM share: a
 * thread keeps what its matrix products need, and that takes longer to make than a small batch.
 * They end when they are idle, and never hold up the JVM's end.
 */
final class TileThreads {
  private static final int MOST = Runtime.getRuntime().availableProcessors();
  private static final int IDLE_SECONDS = 30;
  private static final ThreadPoolExecutor POOL = pool();

  private TileThreads() {}

  private static ThreadPoolExecutor pool() {
    ThreadFactory daemons = Thread.ofPlatform().daemon().name("clickahead-batch-", 0).factory();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** How many threads there are at most. */
  static int most() {
    return MOST;
  }

  /**
   * Runs all tiles and waits for their end, also where one fails or the caller is interrupted: they
   * work on the caller's sessions.
   *
   * @param threads most threads to use
   */
  static void run(int tiles, int threads, Products products, IntConsumer tile) {
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          products.enterThread();
          try {
            for (int t = next.getAndIncrement(); t < tiles; t = next.getAndIncrement()) {
              tile.accept(t);
            }
          } finally {
            next.set(tiles);
          }
        };
    try {
      CompletableFuture.allOf(
              Stream.generate(() -> CompletableFuture.runAsync(work, POOL))
                  .limit(Math.min(tiles, threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        default -> throw e;
      }
    }
  }
}
