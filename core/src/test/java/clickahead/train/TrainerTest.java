package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelWeights;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings, and mistakes found in other programs' by the number of the list of flaws. */
class TrainerTest {
  private static final List<String> LOSSES =
      List.of("top1", "bpr", "cross-entropy", "xe-logit", "top1-max", "bpr-max");

  private static final int ITEMS = 50;
  private static final SessionLog LOG = TinyLog.of(100, ITEMS, 7);

  private static Gru4RecParameters settings(String... further) {
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < further.length; i += 2) {
      all.put(further[i], further[i + 1]);
    }
    return TrainingSettings.of(
        Map.of("layers", "10", "batch_size", "8", "n_sample", "12", "threads", "2"), all);
  }

  private static List<Double> trained(Gru4RecParameters parameters, int epochs) {
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, ComputePaths.oracle())) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      return ModelWeights.values(trainer.model(), 1);
    }
  }

  private static long transitions(SessionLog log) {
    long transitions = 0;
    for (int s = 0; s < log.sessions(); s++) {
      transitions += Math.max(0, log.length(s) - 1);
    }
    return transitions;
  }

  @Test
  void withoutSamplesAndWithoutOtherSlotsThereIsNothingToTrainAndItIsSaid() {
    Gru4RecParameters parameters = settings("batch_size", "1", "n_sample", "0");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      assertThatThrownBy(() -> trainer.trainEpoch(TrainingListener.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("n_sample 0")
          .hasMessageContaining("batch_size is 1");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 2", "8, 3", "100, 2", "250, 3"})
  void f12AndG4_everyTransitionIsTrainedOnceWhateverTheBatchSize(int slots, int workers) {
    Gru4RecParameters parameters =
        settings(
            "batch_size", Integer.toString(slots),
            "threads", Integer.toString(workers));
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        EpochReport report = trainer.trainEpoch(TrainingListener.NONE);
        assertThat(report.events()).isEqualTo(transitions(LOG));
        assertThat(report.epoch()).isEqualTo(epoch);
        assertThat(report.complete()).isTrue();
        assertThat(report.loss()).isFinite().isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "250"})
  void f12AndG4_inRandomOrderTooEveryTransitionIsTrainedOnce(String slots) {
    Gru4RecParameters parameters = settings("batch_size", slots, "train_random_order", "true");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        EpochReport report = trainer.trainEpoch(TrainingListener.NONE);
        assertThat(report.events()).as("epoch %d", epoch).isEqualTo(transitions(LOG));
      }
    }
  }

  @Test
  void g19_withoutSamplesOnlyTheLoneLastSlotIsLeftOut() {
    SessionLog log = SessionLog.of(new int[] {0, 1, 2, 3, 4, 5}, new int[] {6, 7, 8});
    for (String samples : List.of("0", "4")) {
      Gru4RecParameters parameters = settings("batch_size", "2", "n_sample", samples);
      try (Trainer trainer = new Trainer(parameters, log, 9, Compute.best())) {
        long expected = samples.equals("0") ? 4 : transitions(log);
        assertThat(trainer.trainEpoch(TrainingListener.NONE).events())
            .as("n_sample %s: two steps of both sessions, then a lone one", samples)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void trainingLowersTheLoss() {
    for (String loss : LOSSES) {
      try (Trainer trainer = new Trainer(settings("loss", loss), LOG, ITEMS, Compute.best())) {
        double first = trainer.trainEpoch(TrainingListener.NONE).loss();
        double last = first;
        for (int epoch = 0; epoch < 8; epoch++) {
          last = trainer.trainEpoch(TrainingListener.NONE).loss();
        }
        // TOP1's penalty of the scores' size keeps half of its loss, and more, in any case.
        double share = loss.startsWith("top1") ? 0.995 : 0.95;
        assertThat(last).as(loss).isLessThan(share * first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum=0.3",
        "learning_rate=0.05",
        "logq=0",
        "sample_alpha=0",
        "n_sample=13",
        "dropout_p_embed=0.1",
        "dropout_p_hidden=0.1",
        "loss=bpr-max",
        "train_random_order=true",
        "loss=bpr",
        "loss=top1",
        "loss=top1-max",
        "smoothing=0.1",
        "exclude_accidental_hits=true",
        "full_softmax=true",
        "bptt=2",
        "seed=43"
      })
  void f9AndF13_everyParameterOfTheTrainingChangesTheWeights(String setting) {
    String[] pair = setting.split("=", 2);
    assertThat(trained(settings(pair[0], pair[1]), 1)).isNotEqualTo(trained(settings(), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bpreg=0.5", "elu_param=0", "final_act=tanh", "logq=1"})
  void f5_theParametersOfBprMaxChangeTheWeights(String setting) {
    String[] pair = setting.split("=", 2);
    assertThat(trained(settings("loss", "bpr-max", pair[0], pair[1]), 1))
        .isNotEqualTo(trained(settings("loss", "bpr-max"), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropout_p_embed", "dropout_p_hidden", "momentum"})
  void f11_dropoutAndMomentumOfZeroChangeNothing(String parameter) {
    assertThat(trained(settings(parameter, "0"), 1)).isEqualTo(trained(settings(), 1));
  }

  @Test
  void weightsDoNotDependOnTheNumberOfWorkersBeyondRounding() {
    for (String loss : LOSSES) {
      String[] common = {
        "loss", loss, "dropout_p_embed", "0.2", "dropout_p_hidden", "0.2", "momentum", "0.2"
      };
      List<Double> alone = trained(with(common, "threads", "1"), 2);
      for (String workers : List.of("2", "3")) {
        List<Double> shared = trained(with(common, "threads", workers), 2);
        for (int i = 0; i < alone.size(); i++) {
          assertThat(shared.get(i))
              .as("%s, %s workers, weight %d", loss, workers, i)
              .isCloseTo(alone.get(i), within(1e-8));
        }
      }
    }
  }

  private static Gru4RecParameters with(String[] common, String name, String value) {
    String[] all = java.util.Arrays.copyOf(common, common.length + 2);
    all[common.length] = name;
    all[common.length + 1] = value;
    return settings(all);
  }

  @Test
  void f10AndG18_initialWeightsAreGlorotUniformForLayersOfAnySize() {
    Gru4RecParameters parameters = settings("layers", "30/7/20");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      var model = trainer.model();
      double bound = Math.sqrt(6.0 / (ITEMS + 20));
      double largest = 0;
      for (int i = 0; i < ITEMS; i++) {
        assertThat(model.items().get(0, i, 20)).as("bias of item %d", i).isZero();
        for (int k = 0; k < 20; k++) {
          largest = Math.max(largest, Math.abs(model.items().get(0, i, k)));
        }
      }
      assertThat(largest).isBetween(0.9 * bound, bound + 1e-6);
      int[] inputs = {20, 30, 7};
      for (int l = 0; l < 3; l++) {
        assertThat(model.layers().get(l).input().inputs()).isEqualTo(inputs[l]);
        checkGlorot(model.layers().get(l).input());
        checkGlorot(model.layers().get(l).state());
      }
    }
  }

  private static void checkGlorot(clickahead.graph.GateMatrix matrix) {
    double bound = Math.sqrt(6.0 / (matrix.units() + matrix.inputs()));
    for (int gate = 0; gate < 3; gate++) {
      double largest = 0;
      double sum = 0;
      for (int u = 0; u < matrix.units(); u++) {
        assertThat(matrix.get(0, gate, u, matrix.inputs())).as("bias").isZero();
        for (int k = 0; k < matrix.inputs(); k++) {
          largest = Math.max(largest, Math.abs(matrix.get(0, gate, u, k)));
          sum += matrix.get(0, gate, u, k);
        }
      }
      int n = matrix.units() * matrix.inputs();
      assertThat(largest).isBetween(0.85 * bound, bound + 1e-6);
      assertThat(sum / n)
          .isBetween(-4 * bound / Math.sqrt(3.0 * n), 4 * bound / Math.sqrt(3.0 * n));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "bpr-max"})
  void aLossThatIsNoNumberStopsTheTrainingAndKeepsTheWeights(String loss) {
    Gru4RecParameters parameters = settings("loss", loss, "elu_param", "0");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      var items = trainer.model().items();
      int item = LOG.item(3);
      double before = items.get(0, item, 2);
      items.put(0, item, 2, Double.NaN);
      List<Double> weights = ModelWeights.values(trainer.model(), 1);
      assertThatThrownBy(() -> trainer.trainEpoch(TrainingListener.NONE))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("in epoch 2, mini-batch ")
          .hasMessageContaining("learning_rate")
          .hasMessageContaining("0.1");
      items.put(0, item, 2, before);
      assertThat(ModelWeights.values(trainer.model(), 1)).allMatch(Double::isFinite);
      assertThat(weights.stream().filter(weight -> weight.isNaN()).count()).isOne();
      assertThat(trainer.epochs()).isEqualTo(1);
    }
  }

  @Test
  void aRateThatIsFarTooHighDivergesWithFiniteWeightsLeft() {
    Gru4RecParameters parameters =
        settings("learning_rate", "1e30", "loss", "bpr-max", "elu_param", "0", "bpreg", "1");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      assertThatThrownBy(() -> trainer.trainEpoch(TrainingListener.NONE))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("in epoch 1, mini-batch ")
          .hasMessageContaining("1.0E30");
      assertThat(ModelWeights.values(trainer.model(), 1)).allMatch(Double::isFinite);
    }
  }

  @Test
  void aRequestToStopEndsTheEpochWithAUsableModel() {
    try (Trainer trainer = new Trainer(settings(), LOG, ITEMS, Compute.best())) {
      trainer.requestStop();
      EpochReport report = trainer.trainEpoch(TrainingListener.NONE);
      assertThat(report.complete()).isFalse();
      assertThat(report.events()).isZero();
      trainer.resume();
      assertThat(trainer.trainEpoch(TrainingListener.NONE).events()).isEqualTo(transitions(LOG));
    }
  }

  @Test
  void aLogWithoutTransitionsIsRefused() {
    assertThatThrownBy(
            () ->
                new Trainer(
                    settings(), SessionLog.of(new int[] {1}, new int[0]), ITEMS, Compute.best()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 sessions, none with two events");
  }

  @Test
  void anItemBeyondTheCatalogueIsRefused() {
    assertThatThrownBy(
            () -> new Trainer(settings(), SessionLog.of(new int[] {1, 50}), ITEMS, Compute.best()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("item index 50, expected 0 to 49");
  }
}
