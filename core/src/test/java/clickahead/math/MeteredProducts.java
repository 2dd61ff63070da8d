package clickahead.math;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Products that note what their threads allocate: every thread of a team calls them at fixed points
 * of a step, so that the bytes between two calls are those of the steps between.
 */
public final class MeteredProducts implements Products {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int PADDING = 16;

  private final Products products;
  private final ThreadLocal<Integer> place = new ThreadLocal<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final long[] calls = new long[64 * PADDING];
  private final long[] first = new long[64 * PADDING];
  private final long[] last = new long[64 * PADDING];
  private volatile int skip;

  /** Measures around other products. */
  public MeteredProducts(Products products) {
    this.products = products;
  }

  /** Forgets what was measured; the first calls of each thread don't count. */
  public void restart(int skippedCalls) {
    java.util.Arrays.fill(calls, 0);
    skip = skippedCalls;
  }

  /** Number of threads that entered. */
  public int threads() {
    return threads.get();
  }

  /** Bytes that one thread allocated on the heap between its first and last call that counts. */
  public long allocated(int thread) {
    return last[thread * PADDING] - first[thread * PADDING];
  }

  @Override
  public void enterThread() {
    place.set(threads.getAndIncrement() * PADDING);
    products.enterThread();
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long a,
      long strideA,
      long b,
      long strideB,
      long out,
      long strideOut) {
    int at = place.get();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    if (calls[at]++ <= skip) {
      first[at] = bytes;
    }
    last[at] = bytes;
    products.multiply(transposeA, transposeB, m, n, k, a, strideA, b, strideB, out, strideOut);
  }

  @Override
  public int elementBytes() {
    return products.elementBytes();
  }

  @Override
  public String describe() {
    return "metered " + products.describe();
  }
}
