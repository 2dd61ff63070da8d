package clickahead.train;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.ModelFile;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small trainings of gru4rec-seq, and the walks along a ring of items that they learn. */
final class TechniqueTraining {
  private static final Map<String, String> SMALL =
      Map.of(
          "embedding_size", "16",
          "hidden_size", "24",
          "train_batch_size", "64",
          "learning_rate", "0.01",
          "dropout_prob", "0",
          "threads", "1");

  private TechniqueTraining() {}

  static Gru4RecSeqParameters parameters(Map<String, String> more) {
    return Parameters.of(Gru4RecSeqParameters.class).with(SMALL).with(more).build();
  }

  private static Catalog catalog(int items) {
    return Catalog.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList(), Map.of());
  }

  static SequenceTrainer trainer(SessionLog log, int items, Map<String, String> more) {
    TrainingSet data = TrainingSet.of(log, catalog(items));
    return new SequenceTrainer("gru4rec-seq", parameters(more), data, Compute.best());
  }

  /** The recall that a model of a training log reaches on a test log. */
  static double recall(
      int cutOff, SessionLog train, SessionLog test, int items, Map<String, String> more) {
    try (SequenceTrainer trainer = trainer(train, items, more)) {
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      return recall(cutOff, test, trainer);
    }
  }

  static double recall(int cutOff, SessionLog test, SequenceTrainer trainer) {
    return new Evaluation(TestSessions.of(test), cutOff)
        .measure(trainer.model(Map.of()).ranker(1), (done, all) -> {})
        .recall(TieMode.CONSERVATIVE, cutOff);
  }

  /** Walks along a ring of items, of which some clicks are lost: one in three, or none. */
  static SessionLog walks(int items, boolean lossy, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] sessions = new int[300][];
    for (int s = 0; s < sessions.length; s++) {
      int first = random.nextInt(items);
      sessions[s] =
          IntStream.range(0, 8)
              .filter(i -> !lossy || random.nextInt(3) > 0)
              .map(i -> (first + i) % items)
              .toArray();
    }
    return SessionLog.of(sessions);
  }

  static void train(Path file, SessionLog log, int items, Map<String, String> more)
      throws IOException {
    try (SequenceTrainer trainer = trainer(log, items, more)) {
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      ModelFile.save(file, trainer.model(Map.of()));
    }
  }
}
