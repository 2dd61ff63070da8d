package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.io.Safetensors;
import clickahead.model.EpochReport;
import clickahead.model.ModelFile;
import clickahead.model.ModelFingerprint;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sequence model's training that is taken up from a checkpoint ends with the same bits. */
class SequenceCheckpointTest {
  private static final int ITEMS = 40;
  private static final int EPOCHS = 3;
  private static final TrainingSet DATA =
      TrainingSet.of(
          TinyLog.of(30, ITEMS, 5),
          Catalog.of(
              IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(),
              Map.of("colour", IntStream.range(0, ITEMS).mapToObj(i -> "c" + i % 3).toList())));

  @TempDir private Path folder;

  private static <P extends Record> Training begin(ModelKind<P> kind, String settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "embedding_size", "5",
                "hidden_size", "9",
                "train_batch_size", "7",
                "max_length", "4",
                "epochs", "" + EPOCHS));
    for (String setting : settings.split(" ")) {
      all.put(setting.split("=")[0], setting.split("=")[1]);
    }
    P parameters = Parameters.of(kind.parameters()).with(all).build();
    return kind.train(parameters, DATA, kind.compute(parameters));
  }

  private <P extends Record> Training resume(ModelKind<P> kind, Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(file);
    assertThat(checkpoint.notes()).containsEntry("kept", "yes");
    P parameters = kind.parameters().cast(checkpoint.model().parameters());
    return ((ResumableKind<P>) kind).resume(checkpoint, DATA, kind.compute(parameters));
  }

  private String end(Training training, List<String> reports) throws IOException {
    Path file = folder.resolve("end.model");
    ModelFile.save(file, training.model(Map.of()));
    Safetensors saved = Safetensors.open(file);
    return ModelFingerprint.stored(saved).orElseThrow() + saved.metadata().get("record") + reports;
  }

  private static String line(EpochReport report) {
    return "%d %s %d".formatted(report.epoch(), report.loss(), report.events());
  }

  private String uninterrupted(ModelKind<?> kind, String settings) throws IOException {
    try (Training training = begin(kind, settings)) {
      List<String> reports = new java.util.ArrayList<>();
      while (training.epochs() < training.plannedEpochs()) {
        reports.add(line(training.trainEpoch(TrainingListener.NONE)));
      }
      return end(training, reports);
    }
  }

  /** Pauses in front of these mini-batches, but never without having made one. */
  private record Pauses(TreeSet<Long> steps, boolean[] made) implements TrainingListener {
    Pauses(TreeSet<Long> steps) {
      this(steps, new boolean[1]);
    }

    @Override
    public void progress(int epoch, long events, long of) {}

    @Override
    public boolean pauseBefore(long step) {
      boolean pause = made[0] && steps.contains(step);
      made[0] = true;
      return pause;
    }
  }

  /** Trains with a new trainer behind each of these mini-batches, which knows only the file. */
  private String interrupted(ModelKind<?> kind, String settings, TreeSet<Long> pauses)
      throws IOException {
    Path file = folder.resolve("tiny.model.checkpoint");
    List<String> reports = new java.util.ArrayList<>();
    boolean begun = false;
    while (true) {
      try (Training training = begun ? resume(kind, file) : begin(kind, settings)) {
        begun = true;
        EpochReport report = training.trainEpoch(new Pauses(pauses));
        if (report.complete()) {
          reports.add(line(report));
        }
        if (training.epochs() == training.plannedEpochs()) {
          return end(training, reports);
        }
        training.saveCheckpoint(file, Map.of(), Map.of("kept", "yes"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, threads=1 dropout_prob=0.2",
    "gru4rec-seq, threads=2 loss_type=BPR-max lr_schedule=cosine warmup=0.2 learner=adagrad",
    "gru4rec-seq, threads=3 length_mode=window n_sample=5 clip_grad_norm=1 precision=bf16",
    "narm, threads=2 lr_schedule=linear weight_decay=0.01",
    "narm, threads=2 variant=paper length_mode=window learner=sgd learning_rate=0.1",
    "gru4rec-seq, threads=2 click_dropout=0.3 fine_tune=1/4 fine_tune_epochs=2",
    "gru4recf, threads=2 selected_features=colour:token warmup=0.5",
    "gru4recf, threads=2 selected_features=colour:token architecture=parallel strategy=alternating",
    "gru4recf, threads=2 selected_features=colour:token architecture=parallel strategy=interleaving"
  })
  void goingOnBehindAnyMiniBatchGivesTheSameBits(String name, String settings) throws IOException {
    ModelKind<?> kind = ModelKind.named(name).orElseThrow();
    String expected = uninterrupted(kind, settings);
    TreeSet<Long> everyStep =
        new TreeSet<>(IntStream.range(1, 200).mapToObj(i -> (long) i).toList());
    assertThat(interrupted(kind, settings, everyStep)).isEqualTo(expected);
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 3; round++) {
      TreeSet<Long> some = new TreeSet<>();
      for (int i = 0; i < 4; i++) {
        some.add(random.nextLong(1, 70));
      }
      assertThat(interrupted(kind, settings, some))
          .as("seed %d, paused behind %s", seed, some)
          .isEqualTo(expected);
    }
  }

  /** A model of the kind that others learn from. */
  private Path trained(String settings, String name) throws IOException {
    Path file = folder.resolve(name);
    try (Training training = begin(ModelKind.named("gru4rec-seq").orElseThrow(), settings)) {
      training.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, training.model(Map.of()));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, threads=2 dropout_prob=0.2 temperature=2 click_dropout=0.2",
    "narm, threads=1 fine_tune=1/4 fine_tune_epochs=2 n_layers=2",
    "gru4recf, threads=2 selected_features=colour architecture=parallel strategy=alternating"
  })
  void aStudentGoesOnWithItsTeacher(String name, String settings) throws IOException {
    Path teacher = trained("reverse=true threads=1", "teacher.model");
    resumes(name, settings + " distillation=0.5 teacher=" + teacher);
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, threads=2 dropout_prob=0.2 click_dropout=0.2",
    "narm, threads=1 length_mode=window",
    "gru4recf, threads=2 selected_features=colour fine_tune=1/4 fine_tune_epochs=1"
  })
  void predictionsOfEmbeddingsGoOn(String name, String settings) throws IOException {
    Path source = trained("threads=1", "source.model");
    resumes(name, settings + " loss_type=cosine embeddings=" + source);
  }

  private void resumes(String name, String settings) throws IOException {
    ModelKind<?> kind = ModelKind.named(name).orElseThrow();
    String expected = uninterrupted(kind, settings);
    TreeSet<Long> some =
        new TreeSet<>(
            IntStream.range(1, 200).filter(i -> i % 3 == 1).mapToObj(i -> (long) i).toList());
    assertThat(interrupted(kind, settings, some)).isEqualTo(expected);
  }

  @Test
  void embeddingsAreNotNeededAgainAndAnotherTeacherIsRefused() throws IOException {
    Path source = trained("threads=1", "source.model");
    Path file = folder.resolve("a.checkpoint");
    ModelKind<?> kind = ModelKind.named("gru4rec-seq").orElseThrow();
    try (Training training = begin(kind, "threads=1 loss_type=cosine embeddings=" + source)) {
      training.trainEpoch(TrainingListener.NONE);
      training.saveCheckpoint(file, Map.of(), Map.of("kept", "yes"));
    }
    Files.delete(source);
    try (Training training = resume(kind, file)) {
      assertThat(training.trainEpoch(TrainingListener.NONE).complete()).isTrue();
    }
    Path teacher = trained("reverse=true threads=1", "teacher.model");
    try (Training training = begin(kind, "threads=1 teacher=" + teacher)) {
      training.trainEpoch(TrainingListener.NONE);
      training.saveCheckpoint(file, Map.of(), Map.of("kept", "yes"));
    }
    trained("reverse=true threads=1 seed=7", "teacher.model");
    assertThatThrownBy(() -> resume(kind, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the teacher's file holds another model than when the training");
  }

  @ParameterizedTest
  @CsvSource({"gru4rec-seq, lr_schedule=linear", "narm, lr_schedule=cosine"})
  void aScheduleEndsAtZeroWithTheLastMiniBatch(String name, String settings) throws IOException {
    ModelKind<?> kind = ModelKind.named(name).orElseThrow();
    String plan = settings + " threads=1 learner=sgd learning_rate=0.5 epochs=";
    assertThat(uninterrupted(kind, plan + "2")).isNotEqualTo(uninterrupted(kind, plan + "3"));
    try (Training training = begin(kind, plan + "2")) {
      training.trainEpoch(TrainingListener.NONE);
      training.trainEpoch(TrainingListener.NONE);
      String before = end(training, List.of());
      // Behind the planned epochs the rate stays zero, and nothing moves.
      training.trainEpoch(TrainingListener.NONE);
      assertThat(end(training, List.of()).substring(0, 32)).isEqualTo(before.substring(0, 32));
    }
  }
}
