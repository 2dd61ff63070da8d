package clickahead.bench;

import clickahead.graph.GateMatrix;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * The time that the bare matrix products of one training step take: one layer of D units, batch B,
 * and as many distinct items per worker as a step of the trainer has; two workers, each its own
 * share.
 */
final class ProductShare {
  private static final int WORKERS = 2;
  private static final int ROUNDS = 5;

  private final int units;
  private final int batch;
  private final int items;
  private final Products products = Compute.best().products();
  private final int width;
  private final int p;

  private ProductShare(int units, int batch, int items) {
    this.units = units;
    this.batch = batch;
    this.items = items;
    width = Kernels.padded(units + 1);
    p = Kernels.padded(batch);
  }

  /** Arguments: units, batch size, distinct scored items per worker, seconds per round. */
  static void run(String[] args) {
    int units = Integer.parseInt(args[0]);
    int batch = Integer.parseInt(args[1]);
    int items = Integer.parseInt(args[2]);
    ProductShare share = new ProductShare(units, batch, items);
    double[] micros = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      micros[round] = share.round(Double.parseDouble(args[3]));
    }
    Arrays.sort(micros);
    System.out.printf(
        "bare products of a step, %d units, batch %d, %d items per worker: %.1f us (%.1f to %.1f)%n",
        units, batch, items, micros[ROUNDS / 2], micros[0], micros[ROUNDS - 1]);
  }

  private double round(double seconds) {
    long[] steps = new long[WORKERS];
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    try (WorkerTeam team = new WorkerTeam(WORKERS, products)) {
      team.run(
          worker -> {
            try (Arena arena = Arena.ofConfined()) {
              long at =
                  Memory.allocate(
                      arena, 4L * 6 * (items + 3L * units) * width + 4L * 8 * width * p);
              while (System.nanoTime() < end) {
                step(worker, at);
                steps[worker.index()]++;
              }
            }
          });
    }
    return (System.nanoTime() - begin) * 1e-3 / (Arrays.stream(steps).sum() / (double) WORKERS);
  }

  private void step(Worker worker, long base) {
    int own = worker.shareEnd(units) - worker.shareStart(units);
    int rows = GateMatrix.GATES * own;
    long weights = base;
    long gradients = weights + 4L * rows * width;
    long rowsOfItems = gradients + 4L * rows * width;
    long itemGradients = rowsOfItems + 4L * items * width;
    long scores = itemGradients + 4L * items * width;
    long gates = scores + 4L * items * p;
    long x = gates + 4L * rows * p;
    long h = x + 4L * width * p;
    int k = units + 1;
    products.multiply(false, true, rows, batch, k, weights, width, x, width, gates, p);
    products.multiply(false, false, rows, batch, k, weights, width, h, p, gates, p);
    products.multiply(false, false, items, batch, k, rowsOfItems, width, h, p, scores, p);
    products.multiply(true, false, units, batch, items, rowsOfItems, width, scores, p, h, p);
    products.multiply(false, true, items, k, batch, scores, p, h, p, itemGradients, width);
    products.multiply(false, false, rows, k, batch, gates, p, x, width, gradients, width);
    products.multiply(false, true, rows, k, batch, gates, p, h, p, gradients, width);
    products.multiply(true, false, batch, units, rows, gates, p, weights, width, x, width);
  }
}
