package clickahead.bench;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.model.Gru4RecModel;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One recommendation from a session's state against reading the item matrix once, one thread, in
 * the same run. The list is checked first: best first, no item twice.
 */
final class RecommendationSpeed {
  private static final int ROUNDS = 7;
  private static final int CALLS = 300;

  private RecommendationSpeed() {}

  /** Arguments: a model file. */
  static void run(String[] args) throws IOException {
    Recommender recommender = Recommender.load(Path.of(args[0]));
    Session session = recommender.session();
    session.click(recommender.catalog().id(0));
    check(session.recommend(20));
    var items = ((Gru4RecModel) recommender.model()).weights().items();
    long bytes = 4L * items.items() * Kernels.padded(items.units() + 1);
    double[] ratios = new double[ROUNDS];
    long sink = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        sink += session.recommend(20).size();
      }
      double recommending = (System.nanoTime() - begin) * 1e-3 / CALLS;
      begin = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        sink += read(items.address(), bytes);
      }
      double reading = (System.nanoTime() - begin) * 1e-3 / CALLS;
      ratios[round] = recommending / reading;
      System.out.printf(
          "recommending %.0f us, reading %.1f MB %.0f us, ratio %.2f%n",
          recommending, bytes * 1e-6, reading, ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio %.2f%s%n", ratios[ROUNDS / 2], sink == 42 ? " " : "");
  }

  private static void check(Recommendations list) {
    for (int i = 1; i < list.size(); i++) {
      if (list.score(i) > list.score(i - 1) || list.index(i) == list.index(i - 1)) {
        throw new IllegalStateException("not in order: " + list);
      }
    }
  }

  /** Reads every cache line once. */
  private static long read(long address, long bytes) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (long at = address; at < address + bytes - 255; at += 256) {
      a += Memory.ALL.get(ValueLayout.JAVA_LONG, at);
      b += Memory.ALL.get(ValueLayout.JAVA_LONG, at + 64);
      c += Memory.ALL.get(ValueLayout.JAVA_LONG, at + 128);
      d += Memory.ALL.get(ValueLayout.JAVA_LONG, at + 192);
    }
    return a + b + c + d;
  }
}
