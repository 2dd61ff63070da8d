package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.NarmParameters;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTrainerTest {
  private static final int ITEMS = 20;
  private static final Catalog CATALOG =
      Catalog.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), Map.of());
  private static final Map<String, String> SMALL =
      Map.of(
          "embedding_size", "12",
          "hidden_size", "16",
          "train_batch_size", "64",
          "learning_rate", "0.01",
          "epochs", "1");

  /** Sessions that go from item to item by a fixed step, which differs between sessions. */
  private static SessionLog walks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] sessions = new int[120][];
    for (int s = 0; s < sessions.length; s++) {
      int step = random.nextInt(1, 4);
      int first = random.nextInt(ITEMS);
      sessions[s] =
          IntStream.range(0, random.nextInt(1, 12)).map(i -> (first + i * step) % ITEMS).toArray();
    }
    return SessionLog.of(sessions);
  }

  private static SequenceTrainer trainer(
      SequenceParameters parameters, SessionLog log, Compute compute) {
    return new SequenceTrainer("any", parameters, TrainingSet.of(log, CATALOG), compute);
  }

  private static SequenceParameters parameters(String model, Map<String, String> more) {
    return model.equals("narm")
        ? Parameters.of(NarmParameters.class).with(SMALL).with(more).build()
        : Parameters.of(Gru4RecSeqParameters.class).with(SMALL).with(more).build();
  }

  private static List<Double> weights(SequenceModel model) {
    List<Double> weights = new ArrayList<>();
    for (ItemTable table : model.tables().values()) {
      for (int i = 0; i < table.items() * (table.units() + 1); i++) {
        weights.add(table.get(0, i / (table.units() + 1), i % (table.units() + 1)));
      }
    }
    for (DenseMatrix matrix : model.matrices().values()) {
      for (int row = 0; row < matrix.blocks() * matrix.blockRows(); row++) {
        for (int k = 0; k < matrix.inputs(); k++) {
          weights.add(matrix.get(row / matrix.blockRows(), row % matrix.blockRows(), k));
        }
      }
    }
    return weights;
  }

  private static List<Double> trained(String model, Map<String, String> more, Compute compute) {
    try (SequenceTrainer trainer = trainer(parameters(model, more), walks(3), compute)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.trainEpoch(TrainingListener.NONE);
      return weights(((TrainedSequenceModel) trainer.model(Map.of())).weights());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "narm"})
  void oneSeedAndOneThreadCountGiveTheSameWeightsBitForBit(String model) {
    for (String loss : List.of("CE", "BPR", "BPR-max")) {
      Map<String, String> two = Map.of("threads", "2", "seed", "7", "loss_type", loss);
      List<Double> first = trained(model, two, Compute.best());
      assertThat(trained(model, two, Compute.best())).isEqualTo(first);
      Map<String, String> other = Map.of("threads", "2", "seed", "8", "loss_type", loss);
      assertThat(trained(model, other, Compute.best())).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "narm"})
  void theNumberOfThreadsChangesRoundingAlone(String model) {
    Compute oracle = ComputePaths.oracle();
    for (String loss : List.of("CE", "BPR")) {
      List<Double> one = trained(model, Map.of("threads", "1", "loss_type", loss), oracle);
      List<Double> three = trained(model, Map.of("threads", "3", "loss_type", loss), oracle);
      for (int i = 0; i < one.size(); i++) {
        assertThat(three.get(i)).isCloseTo(one.get(i), within(1e-6));
      }
    }
  }

  @Test
  void bothMeaningsOfMaxLengthAreTheSameForShortSessions() {
    Map<String, String> stream = Map.of("threads", "2", "dropout_prob", "0.2");
    Map<String, String> window =
        Map.of("threads", "2", "dropout_prob", "0.2", "length_mode", "window");
    assertThat(trained("gru4rec-seq", window, Compute.best()))
        .isEqualTo(trained("gru4rec-seq", stream, Compute.best()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec-seq CE stream",
        "gru4rec-seq CE window",
        "gru4rec-seq BPR stream",
        "gru4rec-seq BPR-max window",
        "narm CE stream",
        "narm CE window",
        "narm BPR-max stream"
      })
  void learnsWhatTheSessionTells(String what) {
    String[] of = what.split(" ");
    Map<String, String> more =
        Map.of(
            "threads",
            "2",
            "loss_type",
            of[1],
            "length_mode",
            of[2],
            "max_length",
            "4",
            "train_batch_size",
            "32");
    try (SequenceTrainer trainer = trainer(parameters(of[0], more), walks(3), Compute.best())) {
      for (int epoch = 0; epoch < 150; epoch++) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      Metrics metrics =
          new Evaluation(TestSessions.of(walks(4)), 1)
              .measure(trainer.model(Map.of()).ranker(2), (done, all) -> {});
      // The first click does not say which step follows, all others do.
      assertThat(metrics.recall(TieMode.CONSERVATIVE, 1)).as(what).isGreaterThan(0.6);
    }
  }

  @Test
  void refusesALogWithoutASecondEvent() {
    SessionLog log = SessionLog.of(new int[] {1}, new int[] {2});
    SequenceParameters parameters = parameters("gru4rec-seq", Map.of());
    assertThatThrownBy(() -> trainer(parameters, log, Compute.best()))
        .hasMessageContaining("no next event to learn");
  }
}
