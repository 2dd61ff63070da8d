package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.ModelWeights;
import clickahead.model.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints hashes of trained weights, to be compared between JVMs that compile differently. */
final class TrainingBits {
  private static final SessionLog LOG = TinyLog.of(7, 40, 5);

  private TrainingBits() {}

  /** One line per training. */
  public static void main(String[] arguments) {
    lines(42, 1).forEach(System.out::println);
  }

  /** Loss, workers, and the bits of weights and optimiser state after some epochs. */
  static List<String> lines(long seed, int epochs) {
    List<String> lines = new ArrayList<>();
    for (int workers = 1; workers <= 3; workers++) {
      String loss = workers == 2 ? "bpr-max" : "cross-entropy";
      lines.add(loss + ", " + workers + " workers: " + bits(loss, workers, 1, seed, epochs));
    }
    lines.add("bptt 3, 2 workers: " + bits("cross-entropy", 2, 3, seed, epochs));
    return lines;
  }

  private static String bits(String loss, int workers, int bptt, long seed, int epochs) {
    Map<String, String> settings =
        Map.of(
            "bptt", Integer.toString(bptt),
            "layers", "5/9",
            "batch_size", "6",
            "n_sample", "9",
            "momentum", "0.3",
            "dropout_p_embed", "0.2",
            "dropout_p_hidden", "0.1",
            "loss", loss,
            "seed", Long.toString(seed),
            "threads", Integer.toString(workers));
    try (Trainer trainer =
        new Trainer(TrainingSettings.of(settings, Map.of()), LOG, 40, Compute.best())) {
      double losses = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        losses += trainer.trainEpoch(TrainingListener.NONE).loss();
      }
      return ModelWeights.bits(trainer.model()) + ", losses " + losses;
    }
  }
}
