package clickahead.bench;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.model.Gru4RecParameters;
import java.util.SplittableRandom;

/** The same training with few items and with many: only the traffic of item rows may grow. */
final class ScaleSpeed {
  private static final int SESSION = 6;

  private ScaleSpeed() {}

  /** Arguments: units, batch size, seconds per round, then numbers of items. */
  static void run(String[] args) {
    Gru4RecParameters parameters =
        Parameters.of(Gru4RecParameters.class)
            .with("layers", args[0])
            .with("batch_size", args[1])
            .with("threads", "2")
            .build();
    double first = 0;
    for (int i = 3; i < args.length; i++) {
      int items = Integer.parseInt(args[i]);
      double rate =
          TrainingSpeed.measure(parameters, log(items), items, Double.parseDouble(args[2]));
      first = i == 3 ? rate : first;
      System.out.printf("%.2f of the first%n", rate / first);
    }
  }

  /** Sessions of Zipf items in which every item occurs. */
  private static SessionLog log(int items) {
    ZipfSampler zipf = new ZipfSampler(items, 1.0);
    SplittableRandom random = new SplittableRandom(7);
    int[][] sessions = new int[Math.max(300_000, items / SESSION + 1)][SESSION];
    long n = 0;
    for (int[] session : sessions) {
      for (int k = 0; k < SESSION; k++, n++) {
        boolean everyItemOnce = n < items;
        session[k] = everyItemOnce ? (int) n : zipf.next(random);
      }
    }
    return SessionLog.of(sessions);
  }
}
