package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelFile;
import clickahead.model.ModelWeights;
import clickahead.model.Origin;
import clickahead.model.TrainedModel;
import clickahead.model.TrainingListener;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that is taken up from a checkpoint ends with the same bits as one that is not. */
class CheckpointTest {
  private static final int ITEMS = 40;
  private static final int EPOCHS = 3;
  private static final SessionLog LOG = TinyLog.of(30, ITEMS, 5);
  private static final Catalog CATALOG =
      Catalog.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), Map.of());

  @TempDir private Path folder;

  private static Gru4RecParameters parameters(int workers, String more) {
    Map<String, String> settings = new java.util.HashMap<>();
    for (String setting : more.split(" ")) {
      settings.put(setting.split("=")[0], setting.split("=")[1]);
    }
    return TrainingSettings.of(
        Map.of(
            "layers", "5/9",
            "batch_size", "7",
            "n_sample", "9",
            "dropout_p_hidden", "0.1",
            "n_epochs", Integer.toString(EPOCHS),
            "threads", Integer.toString(workers)),
        settings);
  }

  private static String end(Trainer trainer, List<EpochReport> reports) {
    return ModelWeights.bits(trainer.model())
        + ", step "
        + trainer.position().steps()
        + reports.stream()
            .map(r -> ", %d %s %d".formatted(r.epoch(), r.loss(), r.events()))
            .toList();
  }

  private static String uninterrupted(Gru4RecParameters parameters) {
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      List<EpochReport> reports = new ArrayList<>();
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        reports.add(trainer.trainEpoch(TrainingListener.NONE));
      }
      return end(trainer, reports);
    }
  }

  private void save(Path file, Trainer trainer) throws IOException {
    TrainedModel model =
        new Gru4RecModel(
            trainer.parameters(),
            trainer.model(),
            Compute.best(),
            new Origin(CATALOG, trainer.supports(), Successors.of(LOG, ITEMS), Map.of()));
    Checkpoint.save(file, model, trainer.position(), Map.of("kept", "yes"));
  }

  /** Trains with a new trainer behind each of these mini-batches, which knows only the file. */
  private String interrupted(Gru4RecParameters parameters, TreeSet<Long> pauses)
      throws IOException {
    Path file = folder.resolve("tiny.model.checkpoint");
    List<EpochReport> reports = new ArrayList<>();
    boolean begun = false;
    while (true) {
      try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
        if (begun) {
          Checkpoint checkpoint = Checkpoint.open(file);
          assertThat(checkpoint.notes()).containsEntry("kept", "yes");
          checkpoint.restore(trainer);
        }
        begun = true;
        long from = trainer.position().steps();
        EpochReport report =
            trainer.trainEpoch(
                new TrainingListener() {
                  @Override
                  public void progress(int epoch, long events, long of) {}

                  @Override
                  public boolean pauseBefore(long step) {
                    return step > from && pauses.contains(step);
                  }
                });
        if (report.complete()) {
          reports.add(report);
        }
        if (trainer.epochs() == EPOCHS) {
          return end(trainer, reports);
        }
        save(file, trainer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, momentum=0.3 dropout_p_embed=0.2 train_random_order=true",
    "2, momentum=0.3 dropout_p_embed=0.2 lr_schedule=cosine warmup=0.2 train_random_order=true",
    "3, adapt=adam learning_rate=0.01 lr_schedule=linear grad_cap=1",
    "2, adapt=adadelta loss=bpr-max time_sort=false",
    "3, constrained_embedding=false nesterov=true momentum=0.5 adapt=rmsprop learning_rate=0.01",
    "2, constrained_embedding=false embedding=6 dropout_p_embed=0.2 n_sample=0 cell=reset-before",
    "2, full_softmax=true adapt=adamw lmbd=0.01 learning_rate=0.01",
    "1, bptt=2 momentum=0.3 train_random_order=true",
    "2, bptt=3 dropout_p_embed=0.2 momentum=0.3 cell=reset-before grad_cap=1",
    "3, bptt=9 constrained_embedding=false train_random_order=true",
    "2, bptt=4 constrained_embedding=false embedding=6 dropout_p_embed=0.2 n_sample=0"
  })
  void goingOnBehindAnyMiniBatchGivesTheSameBits(int workers, String more) throws IOException {
    Gru4RecParameters parameters = parameters(workers, more);
    String expected = uninterrupted(parameters);
    TreeSet<Long> everyStep = new TreeSet<>();
    for (long step = 1; step < 100; step++) {
      everyStep.add(step);
    }
    assertThat(interrupted(parameters, everyStep)).isEqualTo(expected);
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 5; round++) {
      TreeSet<Long> some = new TreeSet<>();
      for (int i = 0; i < 4; i++) {
        some.add(random.nextLong(1, 70));
      }
      assertThat(interrupted(parameters, some))
          .as("seed %d, paused behind %s", seed, some)
          .isEqualTo(expected);
    }
  }

  @Test
  void aPausedEpochGoesOnInTheSameTrainerToo() {
    Gru4RecParameters parameters = parameters(2, "momentum=0.3");
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      List<EpochReport> reports = new ArrayList<>();
      while (trainer.epochs() < EPOCHS) {
        long from = trainer.position().steps();
        EpochReport report =
            trainer.trainEpoch(
                new TrainingListener() {
                  @Override
                  public void progress(int epoch, long events, long of) {}

                  @Override
                  public boolean pauseBefore(long step) {
                    return step == from + 3;
                  }
                });
        if (report.complete()) {
          reports.add(report);
        }
      }
      assertThat(end(trainer, reports)).isEqualTo(uninterrupted(parameters));
    }
  }

  @Test
  void aCheckpointIsAUsableModelAndAModelIsNoCheckpoint() throws IOException {
    Path file = folder.resolve("shop.model.checkpoint");
    assertThat(Checkpoint.of(folder.resolve("shop.model"))).isEqualTo(file);
    try (Trainer trainer = new Trainer(parameters(2, "sigma=0.1"), LOG, ITEMS, Compute.best());
        Arena arena = Arena.ofConfined()) {
      trainer.trainEpoch(TrainingListener.NONE);
      save(file, trainer);
      TrainedModel model = ModelFile.load(file, arena, Compute.best());
      assertThat(ModelWeights.values(ModelWeights.of(model), 1))
          .isEqualTo(ModelWeights.values(trainer.model(), 1));
      Path plain = folder.resolve("plain.model");
      ModelFile.save(plain, model);
      assertThatThrownBy(() -> Checkpoint.open(plain))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("is a model, and no checkpoint");
    }
  }
}
