package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Products} keeps, against a plain triple loop in double. */
abstract class ProductsContract {
  private static final long SEED = 20261122;
  private static final int[] SIZES = {1, 2, 3, 5, 6, 7, 8, 15, 16, 17, 31, 33, 64, 100};
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final boolean[] EITHER = {false, true};

  /** The implementation under test; skips the test where it is not available. */
  abstract Products products();

  @BeforeEach
  void enterThread() {
    products().enterThread();
  }

  @Test
  void agreesWithATripleLoopForAllTranspositions() {
    for (boolean transposeA : EITHER) {
      for (boolean transposeB : EITHER) {
        for (int m : SIZES) {
          for (int n : SIZES) {
            for (int k : new int[] {1, 2, 7, 16, 65}) {
              check(new ProductShape(transposeA, transposeB, m, n, k, 0), SEED);
            }
          }
        }
      }
    }
  }

  @Test
  void agreesWhereASideIsLongerThanABlock() {
    for (boolean transposeA : EITHER) {
      for (boolean transposeB : EITHER) {
        check(new ProductShape(transposeA, transposeB, 13, 21, 1027, 0), SEED);
        check(new ProductShape(transposeA, transposeB, 13, 1027, 21, 3), SEED);
        check(new ProductShape(transposeA, transposeB, 1027, 13, 21, 5), SEED);
        check(new ProductShape(transposeA, transposeB, 7, 533, 601, 1), SEED);
        check(new ProductShape(transposeA, transposeB, 1, 533, 601, 0), SEED);
        check(new ProductShape(transposeA, transposeB, 533, 1, 601, 0), SEED);
      }
    }
  }

  @Test
  void leavesTheGapBehindEachRowUntouched() {
    for (boolean transposeA : EITHER) {
      for (boolean transposeB : EITHER) {
        for (int n : new int[] {1, 7, 8, 9, 16, 40}) {
          check(new ProductShape(transposeA, transposeB, 11, n, 19, 5), SEED);
          check(new ProductShape(transposeA, transposeB, 1, n, 19, 5), SEED);
        }
      }
    }
  }

  @Test
  void makesOutZeroWhereKIsZero() {
    check(new ProductShape(false, false, 5, 19, 0, 3), SEED);
    check(new ProductShape(true, true, 1, 1, 0, 0), SEED);
  }

  @Test
  void writesNothingWhereOutIsEmpty() {
    check(new ProductShape(false, false, 0, 7, 5, 2), SEED);
    check(new ProductShape(true, true, 7, 0, 5, 2), SEED);
  }

  @Test
  void repeatsBitForBitWhileTheCompilerStepsIn() {
    for (ProductShape shape : typical()) {
      try (ProductCase product = new ProductCase(products(), shape, SEED)) {
        byte[] first = product.multiply();
        for (int call = 0; call < 2000; call++) {
          assertThat(Arrays.equals(product.multiply(), first))
              .as("%s: call %d as the first, seed %d", shape, call, SEED)
              .isTrue();
        }
      }
    }
  }

  @Test
  void repeatsBitForBitAtAnyAlignment() {
    for (ProductShape shape : typical()) {
      byte[] first = null;
      for (int shift = 0; shift < 64; shift += products().elementBytes()) {
        try (ProductCase product = new ProductCase(products(), shape, SEED, shift)) {
          byte[] out = product.multiply();
          first = first == null ? out : first;
          assertThat(Arrays.equals(out, first))
              .as("%s: shifted by %d bytes, seed %d", shape, shift, SEED)
              .isTrue();
        }
      }
    }
  }

  @Test
  void allocatesNothingOnceWarm() throws IOException, InterruptedException {
    assertThat(allocations(products())).allMatch(line -> line.endsWith(": 0 bytes"));
  }

  /** What a thousand calls allocate once the compiler has done its work, a line for each shape. */
  static List<String> allocations(Products products) {
    List<String> lines = new ArrayList<>();
    for (ProductShape shape : typical()) {
      try (ProductCase product = new ProductCase(products, shape, SEED)) {
        // The compiler works beside: a busy machine takes longer until the code is the final one.
        int quiet = 0;
        long bytes = 0;
        for (int round = 0; round < 200 && quiet < 3; round++) {
          bytes = allocatedByCalls(product, 1000);
          quiet = bytes == 0 ? quiet + 1 : 0;
        }
        lines.add(shape + ": " + bytes + " bytes");
      }
    }
    return lines;
  }

  private static long allocatedByCalls(ProductCase product, int calls) {
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int call = 0; call < calls; call++) {
      product.call();
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  @Test
  void computesInSeveralThreadsAtOnce() throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int task = 0; task < 8; task++) {
        long seed = SEED + task;
        tasks.add(
            () -> {
              products().enterThread();
              for (ProductShape shape : typical()) {
                for (int round = 0; round < 20; round++) {
                  check(shape, seed);
                }
              }
              return null;
            });
      }
      for (Future<Void> done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  @Test
  void namesItself() {
    assertThat(products().describe()).contains("precision");
  }

  /** Small enough for thousands of calls, and between them through every path of the kernels. */
  static List<ProductShape> typical() {
    return List.of(
        new ProductShape(false, false, 32, 32, 24, 0),
        new ProductShape(true, false, 17, 33, 19, 1),
        new ProductShape(false, true, 13, 9, 31, 2),
        new ProductShape(true, true, 7, 18, 33, 0),
        new ProductShape(false, true, 1, 21, 37, 0),
        new ProductShape(false, false, 1, 21, 37, 0),
        new ProductShape(false, false, 21, 1, 37, 3));
  }

  private void check(ProductShape shape, long seed) {
    try (ProductCase product = new ProductCase(products(), shape, seed)) {
      product.multiply();
      product.verify();
    }
  }
}
