package clickahead.bench;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.Gru4RecParameters;
import clickahead.model.Loss;
import clickahead.train.EpochReport;
import clickahead.train.Trainer;
import clickahead.train.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Mini-batches per second through the real trainer, feeding and sampling included. */
public final class TrainingSpeed {
  private TrainingSpeed() {}

  /**
   * Arguments: session list (gzip), units, batch size, samples, seconds, embed dropout, hidden
   * dropout, momentum.
   */
  public static void main(String[] args) throws IOException {
    Map<String, Integer> items = new HashMap<>();
    SessionLog log = read(Path.of(args[0]), items);
    Gru4RecParameters parameters =
        new Gru4RecParameters(
            Loss.CROSS_ENTROPY,
            List.of(Integer.parseInt(args[1])),
            Integer.parseInt(args[2]),
            1,
            0.1,
            Double.parseDouble(args[7]),
            Double.parseDouble(args[5]),
            Double.parseDouble(args[6]),
            Integer.parseInt(args[3]),
            0.5,
            1,
            1,
            0.5,
            true,
            42,
            Integer.getInteger("threads", 2));
    double seconds = Double.parseDouble(args[4]);
    try (Trainer trainer = new Trainer(parameters, log, items.size(), Compute.best())) {
      for (int round = 0; round < 4; round++) {
        long begin = System.nanoTime();
        long limit = (long) (seconds * 1e9);
        TrainingListener listener =
            (epoch, events, of) -> {
              if (System.nanoTime() - begin > limit) {
                trainer.requestStop();
              }
            };
        EpochReport report = trainer.trainEpoch(listener);
        System.out.printf(
            "%d/%d: %.0f mb/s, %.1f us, loss %.4f%n",
            parameters.layers().getFirst(),
            parameters.batchSize(),
            report.batches() / report.seconds(),
            1e6 * report.seconds() / report.batches(),
            report.loss());
        trainer.resume();
      }
    }
  }

  static SessionLog read(Path file, Map<String, Integer> items) throws IOException {
    List<int[]> sessions = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.trim().split(" ", -1);
        int[] session = new int[words.length];
        for (int i = 0; i < words.length; i++) {
          session[i] = items.computeIfAbsent(words[i], k -> items.size());
        }
        sessions.add(session);
      }
    }
    return SessionLog.of(sessions.toArray(int[][]::new));
  }
}
