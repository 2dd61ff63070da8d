package clickahead.bench;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainingListener;
import clickahead.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Mini-batches per second through the real trainer, feeding and sampling included. Four rounds; the
 * first warms up, the median of the others counts. The loss is printed with it: it must fall.
 */
final class TrainingSpeed {
  private static final int ROUNDS = 4;

  private TrainingSpeed() {}

  /**
   * Arguments: a session list, seconds per round, then parameters as name=value.
   *
   * @throws IOException if the sessions cannot be read
   */
  static void run(String[] args) throws IOException {
    SessionLists lists = new SessionLists();
    SessionLog log = lists.read(Path.of(args[0]));
    Parameters<Gru4RecParameters> parameters = Parameters.of(Gru4RecParameters.class);
    for (String setting : Arrays.asList(args).subList(2, args.length)) {
      String[] parts = setting.split("=", 2);
      parameters = parameters.with(parts[0], parts[1]);
    }
    measure(parameters.build(), log, lists.items(), Double.parseDouble(args[1]));
  }

  /** Measures and prints; returns mini-batches per second. */
  static double measure(Gru4RecParameters parameters, SessionLog log, int items, double seconds) {
    double[] rates = new double[ROUNDS];
    double loss = 0;
    try (Trainer trainer =
        new Trainer(parameters, log, items, Compute.best(parameters.precision()))) {
      for (int round = 0; round < ROUNDS; round++) {
        trainer.resume();
        trainer.abandonEpoch();
        EpochReport report = trainer.trainEpoch(stopAfter(trainer, seconds));
        rates[round] = report.batches() / report.seconds();
        loss = report.loss();
      }
    }
    double[] counted = Arrays.copyOfRange(rates, 1, ROUNDS);
    Arrays.sort(counted);
    double median = counted[counted.length / 2];
    System.out.printf(
        "layers %s, batch %d, %d items: %.0f mini-batches/s (%.0f to %.0f), %.1f us each, loss %.4f%n",
        parameters.layers(),
        parameters.batchSize(),
        items,
        median,
        counted[0],
        counted[counted.length - 1],
        1e6 / median,
        loss);
    return median;
  }

  private static TrainingListener stopAfter(Trainer trainer, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    return (epoch, events, of) -> {
      if (System.nanoTime() > end) {
        trainer.requestStop();
      }
    };
  }
}
