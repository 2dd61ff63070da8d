package clickahead;

import clickahead.math.Compute;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Clicks and recommends until the compiler has done its work, then prints how many bytes a thousand
 * clicks, and a thousand recommendations of all items and of some, allocated.
 */
final class PredictionAllocations {
  /** Items recommended. */
  static final int K = 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ITEMS = 1500;
  private static final int CALLS = 1000;
  private static final int MOST_ROUNDS = 60;
  private static final int LEAST_ROUNDS = 10;

  private final Session session;
  private final Candidates unrestricted;
  private final Candidates restricted;
  private final Candidates few;
  private final String[] ids = new String[ITEMS];

  private PredictionAllocations(Recommender recommender) {
    session = recommender.session();
    for (int i = 0; i < ITEMS; i++) {
      ids[i] = recommender.catalog().id(i);
    }
    Availability stock = Availability.all(recommender.catalog());
    stock.set(ids[ITEMS / 2], false);
    unrestricted = recommender.candidates();
    restricted =
        unrestricted.without(List.of(ids).subList(0, ITEMS / 3)).where(stock).without(List.of("x"));
    few = restricted.only(List.of(ids).subList(ITEMS / 4, ITEMS / 2));
  }

  /** Models of every kind that carries a state. */
  static final List<String> MODELS =
      List.of(
          "gru4rec",
          "gru4rec-seq num_layers=2 item_bias=true",
          "gru4recf selected_features=colour",
          "narm max_length=30",
          "narm variant=paper attention_softmax=true length_mode=window max_length=5");

  /** Prints bytes of clicks, and of recommendations, per thousand calls, four lines a model. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("clickahead", ".model");
    for (String model : MODELS) {
      measure(
          model.equals("gru4rec")
              ? TinyRecommender.of(file, Compute.best(), Map.of("layers", "20"), ITEMS)
              : TinySequences.recommender(file, model, ITEMS));
    }
    Files.delete(file);
  }

  private static void measure(Recommender recommender) {
    PredictionAllocations measured = new PredictionAllocations(recommender);
    long clicks = Long.MAX_VALUE;
    long recommendations = Long.MAX_VALUE;
    long restricted = Long.MAX_VALUE;
    long few = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      // Bytes never go up again but where the list of clicks grows: the least is the steady state.
      clicks = Math.min(clicks, measured.clicks());
      recommendations = Math.min(recommendations, measured.recommendations(measured.unrestricted));
      restricted = Math.min(restricted, measured.recommendations(measured.restricted));
      few = Math.min(few, measured.recommendations(measured.few));
      if (round >= LEAST_ROUNDS && clicks == 0) {
        break;
      }
    }
    System.out.println("clicks " + clicks);
    System.out.println("recommendations " + recommendations);
    System.out.println("restricted " + restricted);
    System.out.println("few " + few);
  }

  private long clicks() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      session.click(ids[i]);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private long recommendations(Candidates candidates) {
    long size = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      size += session.recommend(K, candidates).size();
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (size != (long) CALLS * K) {
      throw new AssertionError("recommended " + size + " items");
    }
    return bytes;
  }
}
