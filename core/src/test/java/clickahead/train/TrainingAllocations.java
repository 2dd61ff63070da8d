package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.math.MeteredProducts;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainingListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Trains until the compiler has done its work, then prints for each worker how many bytes it
 * allocated in a thousand steps, one line per loss: {@code CROSS_ENTROPY steps bytes bytes}.
 */
final class TrainingAllocations {
  static final int WORKERS = 2;
  private static final int STEPS = 1000;

  /** Calls of products in the first few steps of an epoch, which do not count. */
  private static final int SKIPPED_CALLS = 100;

  /** More than the steps in which as many products are called. */
  private static final int SKIPPED_STEPS = 50;

  private static final int MOST_EPOCHS = 60;
  private static final int QUIET_EPOCHS = 3;

  private TrainingAllocations() {}

  /** Losses with further settings, that between them run every kernel. */
  static final List<Map<String, String>> TRAININGS =
      List.of(
          Map.of("loss", "cross-entropy"),
          Map.of("loss", "bpr-max"),
          Map.of("loss", "top1", "final_act", "tanh"),
          Map.of("loss", "bpr"),
          Map.of("loss", "top1", "logq", "1"),
          Map.of("loss", "top1-max", "final_act", "leaky-0.2"),
          Map.of("loss", "xe-logit", "smoothing", "0.1"),
          Map.of("loss", "cross-entropy", "full_softmax", "true"),
          Map.of("loss", "cross-entropy", "bptt", "3", "cell", "reset-before"),
          Map.of("loss", "xe-logit", "bptt", "4"));

  /** Measures them all. */
  public static void main(String[] arguments) {
    TRAININGS.forEach(TrainingAllocations::measure);
  }

  private static void measure(Map<String, String> loss) {
    Compute best = Compute.best();
    MeteredProducts meter = new MeteredProducts(best.products());
    SessionLog log = TinyLog.of(2000, 300, 1);
    try (Trainer trainer =
        new Trainer(parameters(loss), log, 300, new Compute(best.kernels(), meter))) {
      System.out.println(
          loss.get("loss") + measured(() -> trainer.trainEpoch(TrainingListener.NONE), meter));
    }
  }

  /**
   * Trains until several epochs in a row allocated nothing, or to the last one.
   *
   * @param epoch trains one
   * @param meter counts for the workers of the training
   * @return what the last epoch allocated, for each worker
   */
  static String measured(Supplier<EpochReport> epoch, MeteredProducts meter) {
    int quiet = 0;
    long steps = 0;
    for (int n = 0; n < MOST_EPOCHS && quiet < QUIET_EPOCHS; n++) {
      meter.restart(SKIPPED_CALLS);
      steps = epoch.get().batches();
      long bytes = 0;
      for (int w = 0; w < WORKERS; w++) {
        bytes += meter.allocated(w);
      }
      quiet = bytes == 0 ? quiet + 1 : 0;
    }
    StringBuilder line = new StringBuilder();
    for (int w = 0; w < meter.threads(); w++) {
      line.append(" bytes ").append(meter.allocated(w));
    }
    return line + (steps >= STEPS + SKIPPED_STEPS ? "" : ", too few steps");
  }

  private static Gru4RecParameters parameters(Map<String, String> loss) {
    Map<String, String> settings = new HashMap<>(loss);
    settings.put("threads", Integer.toString(WORKERS));
    return TrainingSettings.of(
        Map.of(
            "layers", "20",
            "batch_size", "7",
            "n_sample", "50",
            "momentum", "0.3",
            "dropout_p_embed", "0.2",
            "dropout_p_hidden", "0.1"),
        settings);
  }
}
