package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import clickahead.model.SequenceModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which weights of networks side by side move when, bit for bit, with their optimiser's state. */
class TrainingStrategiesTest {
  private static final FeatureLog LOG = new FeatureLog(60, 10, 5);
  private static final String ITEM = "item";
  private static final String FEATURE = "feature";
  private static final String SHARED = "shared";

  /** Two networks; weight decay and clipping, which must not move what stands still either. */
  private static Gru4RecFParameters parameters(String settings) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "selected_features", "colour",
                    "embedding_size", "5",
                    "hidden_size", "6",
                    "train_batch_size", "40",
                    "weight_decay", "0.01",
                    "clip_grad_norm", "0.5",
                    "item_bias", "true",
                    "threads", "2"));
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return parameters.build();
  }

  private static SequenceTrainer trainer(String settings, Compute compute) {
    return new SequenceTrainer("gru4recf", parameters(settings), LOG.train(), compute);
  }

  private static SequenceModel weights(SequenceTrainer trainer) {
    return ((TrainedSequenceModel) trainer.model(Map.of())).weights();
  }

  /** All weights and their state, by who owns them. */
  private static Map<String, List<Double>> owned(SequenceTrainer trainer, Compute compute) {
    SequenceModel model = weights(trainer);
    Map<String, List<Double>> owned = new LinkedHashMap<>();
    model
        .matrices()
        .forEach(
            (name, matrix) ->
                owned
                    .computeIfAbsent(owner(name), any -> new ArrayList<>())
                    .addAll(all(matrix, compute)));
    boolean tied = model.tables().get("item_inputs") == null;
    model
        .tables()
        .forEach(
            (name, table) -> {
              int units = table.units();
              boolean scored = name.equals("items");
              int own = scored && model.unitsOfEach() > 0 ? model.unitsOfEach() : units;
              String first = scored && own == units && !tied ? SHARED : owner(name);
              add(owned, first, table, 0, own);
              add(owned, FEATURE, table, own, units);
              // A tied table moves whole, its bias with it.
              add(
                  owned,
                  tied && scored ? ITEM : scored ? SHARED : owner(name),
                  table,
                  units,
                  units + 1);
            });
    return owned;
  }

  private static String owner(String name) {
    return name.startsWith("item") ? ITEM : name.startsWith("feature") ? FEATURE : SHARED;
  }

  private static List<Double> all(DenseMatrix matrix, Compute compute) {
    List<Double> all = new ArrayList<>();
    for (int plane = 0; plane < matrix.planes(); plane++) {
      for (int row = 0; row < matrix.blocks() * matrix.blockRows(); row++) {
        int block = row / matrix.blockRows();
        int output = row % matrix.blockRows();
        for (int k = 0; k < matrix.inputs(); k++) {
          all.add(compute.kernels().get(matrix.row(plane, block, output), k));
        }
        all.add(compute.kernels().get(matrix.bias(plane, block, output), 0));
      }
    }
    return all;
  }

  private static void add(
      Map<String, List<Double>> owned, String owner, ItemTable table, int from, int end) {
    List<Double> all = owned.computeIfAbsent(owner, any -> new ArrayList<>());
    for (int plane = 0; plane < table.planes(); plane++) {
      for (int item = 0; item < table.items(); item++) {
        for (int k = from; k < end; k++) {
          all.add(table.get(plane, item, k));
        }
      }
    }
  }

  /** Whose weights an epoch moves. */
  private static Set<String> moved(SequenceTrainer trainer, Compute compute) {
    Map<String, List<Double>> before = owned(trainer, compute);
    trainer.trainEpoch(TrainingListener.NONE);
    Map<String, List<Double>> after = owned(trainer, compute);
    Set<String> moved = new LinkedHashSet<>();
    after.forEach(
        (owner, values) -> {
          if (!values.equals(before.get(owner))) {
            moved.add(owner);
          }
        });
    return moved;
  }

  @ParameterizedTest
  @CsvSource({
    "simultaneous, item feature shared, item feature shared, item feature shared, item feature shared",
    "alternating,  item shared,         feature shared,      item shared,         feature shared",
    "residual,     item shared,         item shared,         feature,             feature",
    "interleaving, item feature shared, item feature shared, item feature shared, item feature shared"
  })
  void onlyTheNetworksMoveWhoseTurnItIs(
      String strategy, String first, String second, String third, String fourth) {
    Compute compute = Compute.best();
    for (String architecture :
        List.of("recbole", "parallel", "parallel-shared", "parallel-interaction")) {
      String settings = "epochs=4 strategy=" + strategy + " architecture=" + architecture;
      try (SequenceTrainer trainer = trainer(settings, compute)) {
        for (String expected : List.of(first, second, third, fourth)) {
          assertThat(moved(trainer, compute))
              .as(settings + ", epoch " + (1 + trainer.epochs()))
              .containsExactlyInAnyOrder(expected.split(" "));
        }
      }
    }
  }

  private static List<Double> network(String name, SequenceTrainer trainer) {
    SequenceModel model = weights(trainer);
    List<Double> all = new ArrayList<>();
    model
        .matrices()
        .forEach(
            (each, matrix) -> {
              if (each.startsWith(name)) {
                all.addAll(all(matrix, ComputePaths.oracle()));
              }
            });
    model
        .tables()
        .forEach(
            (each, table) -> {
              for (int i = 0; each.startsWith(name) && i < table.items() * table.units(); i++) {
                all.add(table.get(0, i / table.units(), i % table.units()));
              }
            });
    return all;
  }

  @Test
  void theFirstNetworkOfResidualTrainingLearnsWhatItLearnsAlone() {
    Compute compute = ComputePaths.oracle();
    String residual = "architecture=parallel-shared strategy=residual epochs=6";
    try (SequenceTrainer alone = trainer("architecture=item-only epochs=3", compute);
        SequenceTrainer both = trainer(residual, compute)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        alone.trainEpoch(TrainingListener.NONE);
        both.trainEpoch(TrainingListener.NONE);
      }
      assertThat(network("item", both)).isEqualTo(network("item", alone));
      // The second adds nothing yet, so that the model may be used as it is.
      TestScores scores = new TestScores(LOG.test());
      assertThat(scores.of(both.model(Map.of()))).isDeepEqualTo(scores.of(alone.model(Map.of())));
      both.trainEpoch(TrainingListener.NONE);
      assertThat(network("item", both)).isEqualTo(network("item", alone));
      float[][] added = scores.of(both.model(Map.of()));
      assertThat(Arrays.deepEquals(added, scores.of(alone.model(Map.of())))).isFalse();
    }
  }

  @Test
  void interleavingTrainsTheFirstNetworkOnAMiniBatchAsIfAloneAndThenTheSecond() {
    Compute compute = ComputePaths.oracle();
    String all = " train_batch_size=1000 epochs=1 item_bias=false";
    try (SequenceTrainer alone = trainer("architecture=item-only" + all, compute);
        SequenceTrainer turns =
            trainer("architecture=parallel-shared strategy=interleaving" + all, compute)) {
      List<Double> before = network("feature", turns);
      alone.trainEpoch(TrainingListener.NONE);
      turns.trainEpoch(TrainingListener.NONE);
      assertThat(network("item_", turns)).isEqualTo(network("item_", alone));
      assertThat(network("feature", turns)).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alternating", "residual", "interleaving"})
  void theNumberOfThreadsChangesRoundingAlone(String strategy) {
    Compute compute = ComputePaths.oracle();
    String settings = "architecture=parallel epochs=2 strategy=" + strategy;
    try (SequenceTrainer one = trainer(settings + " threads=1", compute);
        SequenceTrainer three = trainer(settings + " threads=3", compute)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        one.trainEpoch(TrainingListener.NONE);
        three.trainEpoch(TrainingListener.NONE);
      }
      List<Double> expected = network("", one);
      List<Double> actual = network("", three);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-6));
      }
    }
  }

  /** Adam's correction needs to know; epochs that never came count for nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"alternating", "residual"})
  void missedStepsAreCountedAlsoWhereAPhaseEndsEarly(String strategy) {
    String settings =
        "architecture=parallel epochs=4 fine_tune=1/4 fine_tune_epochs=2 strategy=" + strategy;
    try (SequenceTrainer trainer = trainer(settings, Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      long each = (Long) trainer.model(Map.of()).record().get("steps");
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.skipTo(4);
      trainer.trainEpoch(TrainingListener.NONE);
      long tuning = (Long) trainer.model(Map.of()).record().get("steps") - 2 * each;
      assertThat(tuning).isBetween(1L, each - 1);
      List<Long> missed =
          strategy.equals("residual")
              ? List.of(0L, 2 * each, 0L)
              : List.of(each, each + tuning, 0L);
      assertThat(trainer.model(Map.of()).record()).containsEntry("missed_steps", missed);
    }
  }

  /** A phase may begin with the model of an earlier epoch; later steps then count for nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"simultaneous", "residual"})
  void goingBackTakesWeightsAndStateAndTheirSteps(String strategy, @TempDir Path folder)
      throws IOException {
    Compute compute = Compute.best();
    Path file = folder.resolve("first.model");
    String settings = "architecture=parallel epochs=4 fine_tune=1/2 strategy=" + strategy;
    try (SequenceTrainer trainer = trainer(settings, compute)) {
      trainer.trainEpoch(TrainingListener.NONE);
      Map<String, List<Double>> first = owned(trainer, compute);
      long each = (Long) trainer.model(Map.of()).record().get("steps");
      ModelFile.save(file, trainer.model(Map.of()));
      trainer.trainEpoch(TrainingListener.NONE);
      assertThat(owned(trainer, compute)).isNotEqualTo(first);
      trainer.goBackTo(SavedModel.open(file));
      assertThat(owned(trainer, compute)).isEqualTo(first);
      List<Long> missed =
          strategy.equals("residual") ? List.of(each, 2 * each, each) : List.of(each, each, each);
      assertThat(trainer.model(Map.of()).record())
          .containsEntry("steps", 2 * each)
          .containsEntry("missed_steps", missed);
    }
  }
}
