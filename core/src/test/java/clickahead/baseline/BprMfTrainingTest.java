package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.Checkpoint;
import clickahead.train.NewItems;
import clickahead.train.Retraining;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BPR-MF trains in passes, which can be interrupted, and goes on with new sessions. */
class BprMfTrainingTest {
  private static final BprMfKind KIND = new BprMfKind();
  private static final int ITEMS = 40;
  private static final TrainingSet DATA = data(2000, ITEMS, 3);

  @TempDir private Path folder;

  private static TrainingSet data(int sessions, int items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] log = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      int topic = random.nextInt(4);
      log[s] = random.ints(6, 0, items / 4).map(i -> topic * items / 4 + i).toArray();
    }
    return TrainingSet.of(
        SessionLog.of(log),
        Catalog.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList(), Map.of()));
  }

  private static BprMfParameters parameters(String... settings) {
    Parameters<BprMfParameters> parameters =
        Parameters.of(BprMfParameters.class).with("n_factors", "6").with("n_iterations", "3");
    for (String setting : settings) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return parameters.build();
  }

  private static float[] weights(Training training) {
    return ((BprMf) ((BaselineModel) training.model(Map.of())).baseline())
        .weights()
        .toArray(ValueLayout.JAVA_FLOAT);
  }

  private static List<EpochReport> trainAll(Training training) {
    List<EpochReport> reports = new ArrayList<>();
    while (training.epochs() < training.plannedEpochs()) {
      reports.add(training.trainEpoch(TrainingListener.NONE));
    }
    return reports;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"item_bias=true", "init_normal=true", "lambda_item=0.1", "n_iterations=0"})
  void aPassAnEpochIsTheTrainingAsAWhole(String setting) {
    BprMfParameters parameters = parameters(setting);
    try (Training training = KIND.train(parameters, DATA, Compute.best())) {
      List<EpochReport> reports = trainAll(training);
      assertThat(reports)
          .hasSize(Math.max(1, parameters.nIterations()))
          .allMatch(EpochReport::complete);
      assertThat(weights(training))
          .isEqualTo(
              BprMf.train(DATA.log(), ITEMS, parameters).weights().toArray(ValueLayout.JAVA_FLOAT));
    }
  }

  @Test
  void theLossIsThatOfTheClicksAndFalls() {
    try (Training training =
        KIND.train(parameters("learning_rate=0.1", "sigma=0"), DATA, Compute.best())) {
      List<EpochReport> reports = trainAll(training);
      assertThat(reports).allMatch(report -> report.events() == DATA.log().events());
      // Factors of zero tell nothing apart, and stay.
      assertThat(reports.getFirst().loss()).isEqualTo(Math.log(2), within());
    }
    try (Training training =
        KIND.train(parameters("learning_rate=0.2", "n_iterations=10"), DATA, Compute.best())) {
      List<EpochReport> reports = trainAll(training);
      assertThat(reports.getLast().loss()).isLessThan(0.7 * reports.getFirst().loss());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  /** Pauses whenever it is asked. */
  private static final TrainingListener PAUSING =
      new TrainingListener() {
        @Override
        public void progress(int epoch, long events, long of) {}

        @Override
        public boolean pauseBefore(long step) {
          return true;
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"item_bias=true", "init_normal=true"})
  void goingOnBehindEveryPauseGivesTheSameBits(String setting) throws IOException {
    BprMfParameters parameters = parameters(setting);
    float[] expected;
    List<Double> losses;
    try (Training training = KIND.train(parameters, DATA, Compute.best())) {
      losses = trainAll(training).stream().map(EpochReport::loss).toList();
      expected = weights(training);
    }
    Path file = folder.resolve("a.model.checkpoint");
    List<Double> found = new ArrayList<>();
    int pauses = 0;
    Training training = KIND.train(parameters, DATA, Compute.best());
    while (training.epochs() < training.plannedEpochs()) {
      EpochReport report = training.trainEpoch(PAUSING);
      if (report.complete()) {
        found.add(report.loss());
      }
      pauses++;
      training.saveCheckpoint(file, Map.of(), Map.of());
      training.close();
      training = KIND.resume(Checkpoint.open(file), DATA, Compute.best());
    }
    assertThat(weights(training)).isEqualTo(expected);
    assertThat(found).isEqualTo(losses);
    assertThat(pauses).as("each pass has two pauses").isEqualTo(9);
    training.close();
  }

  @Test
  void aRequestToStopEndsThePassSoon() {
    try (Training training = KIND.train(parameters(), DATA, Compute.best())) {
      training.requestStop();
      EpochReport report = training.trainEpoch(TrainingListener.NONE);
      assertThat(report.complete()).isFalse();
      assertThat(report.events()).isEqualTo(4096);
      assertThat(training.epochs()).isZero();
    }
  }

  @Test
  void aDamagedCheckpointIsNamed() throws IOException {
    Path file = folder.resolve("a.model.checkpoint");
    try (Training training = KIND.train(parameters(), DATA, Compute.best())) {
      training.trainEpoch(PAUSING);
      training.saveCheckpoint(file, Map.of(), Map.of());
    }
    TrainingSet other = data(1999, ITEMS, 3);
    assertThatThrownBy(() -> KIND.resume(Checkpoint.open(file), other, Compute.best()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void knownItemsKeepTheirFactorsAndNewOnesBeginAsTheirNeighbours() throws IOException {
    Path file = folder.resolve("old.model");
    float[] old;
    try (Training training = KIND.train(parameters("item_bias=true"), DATA, Compute.best())) {
      trainAll(training);
      old = weights(training);
      ModelFile.save(file, training.model(Map.of()));
    }
    SavedModel before = SavedModel.open(file);
    // 40 is clicked beside 3 and 5, 41 beside 40 alone; the catalogue has another order.
    Catalog catalog = Catalog.of(List.of("new", "i5", "i3", "newer"), Map.of());
    TrainingSet newer =
        TrainingSet.of(SessionLog.of(new int[] {1, 0, 2}, new int[] {0, 3}), catalog);
    Retraining.Options options = new Retraining.Options(NewItems.parse("neighbours"), true, true);
    Retraining retraining = new Retraining(before, newer, options);
    try (Training training = KIND.goOn(retraining, parameters("item_bias=true"), Compute.best())) {
      float[] now = weights(training);
      assertThat(Arrays.copyOf(now, old.length)).isEqualTo(old);
      int width = 7;
      for (int k = 0; k < width; k++) {
        double mean = ((double) old[5 * width + k] + old[3 * width + k]) / 2;
        assertThat(now[40 * width + k]).isEqualTo((float) mean);
      }
      assertThat(retraining.means()).isEqualTo(1);
      assertThat(training.model(Map.of()).supports()[3]).isEqualTo(before.supports()[3] + 1);
      trainAll(training);
      assertThat(weights(training)).isNotEqualTo(now);
    }
    assertThatThrownBy(() -> KIND.goOn(retraining, parameters("n_factors=7"), Compute.best()))
        .hasMessageContaining("n_factors=7: the model was trained with n_factors=6");
    assertThat(Files.size(file)).isPositive();
  }
}
