package clickahead;

import static clickahead.SmallTrainings.DATA;
import static clickahead.SmallTrainings.ITEMS;
import static clickahead.SmallTrainings.begin;
import static clickahead.SmallTrainings.catalog;
import static clickahead.SmallTrainings.id;
import static clickahead.SmallTrainings.trainAll;
import static clickahead.SmallTrainings.walks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.baseline.BaselineModel;
import clickahead.baseline.GrowingBaseline;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.io.TensorBits;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.Checkpoint;
import clickahead.train.NewItems;
import clickahead.train.ResumableKind;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of model that the service loader finds does what the table in docs/models.md says: it
 * is trained, saved, read, measured and served, and goes on where it can.
 */
class ModelMatrixTest {
  private static final Path PAGE =
      Path.of(System.getProperty("clickahead.root"), "docs", "models.md");
  private static final String BEGIN = "<!-- what each can do: begin -->\n";
  private static final String END = "<!-- what each can do: end -->";
  private static final String RENEW =
      "mvn -q -pl core test -Dtest=ModelMatrixTest -Dclickahead.renew=true";
  @TempDir private Path folder;

  static Stream<ModelKind<?>> kinds() {
    return ModelKind.all().stream();
  }

  private Path saved(Training training, String name) throws IOException {
    return saved(training.model(Map.of()), name);
  }

  private Path saved(TrainedModel model, String name) throws IOException {
    Path file = folder.resolve(name);
    ModelFile.save(file, model);
    return file;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isTrainedSavedReadMeasuredAndServed(ModelKind<?> kind) throws IOException {
    TestSessions test = TestSessions.of(walks(20, 0, 2));
    try (Training training = begin(kind);
        Arena arena = Arena.ofShared()) {
      trainAll(training);
      Path file = saved(training, "a.model");
      TrainedModel read = ModelFile.load(file, arena, Compute.best());
      assertThat(read.kind()).isEqualTo(kind.name());
      Metrics expected = measured(training.copy(arena), test);
      Metrics metrics = measured(read, test);
      assertThat(metrics.recall(TieMode.CONSERVATIVE, 5))
          .isEqualTo(expected.recall(TieMode.CONSERVATIVE, 5))
          .isBetween(0.0, 1.0);
      assertThat(metrics.mrr(TieMode.CONSERVATIVE, 5))
          .isEqualTo(expected.mrr(TieMode.CONSERVATIVE, 5));
      serves(Recommender.load(file), 3);
    }
  }

  /** Two workers share the weights of a training, perhaps in blocks of their own. */
  @ParameterizedTest
  @MethodSource("kinds")
  void ranksInTheMiddleOfItsTrainingAsItsCopyDoesOrRefusesTo(ModelKind<?> kind) throws IOException {
    TestSessions test = TestSessions.of(walks(20, 0, 2));
    try (Training training = begin(kind, "2");
        Arena arena = Arena.ofShared()) {
      training.trainEpoch(TrainingListener.NONE);
      double expected = measured(training.copy(arena), test).mrr(TieMode.CONSERVATIVE, 5);
      try {
        assertThat(measured(training.model(Map.of()), test).mrr(TieMode.CONSERVATIVE, 5))
            .isEqualTo(expected);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("its 2 workers. Rank and serve Training.copy");
      }
    }
  }

  private static Metrics measured(TrainedModel model, TestSessions test) {
    return new Evaluation(test, 5).measure(model.ranker(2), Progress.NONE);
  }

  /** A visitor clicks an item and the next; the list is that of the session, however it comes. */
  private static void serves(Recommender recommender, int item) {
    Session session = recommender.session();
    assertThat(session.click(id(item))).isTrue();
    assertThat(session.click(id(item + 1))).isTrue();
    assertThat(session.click("nobody knows")).isFalse();
    Recommendations list = session.recommend(5);
    assertThat(list.size()).isBetween(1, 5);
    for (int i = 0; i < list.size(); i++) {
      assertThat(recommender.catalog().index(list.item(i))).isNotNegative();
      assertThat(list.score(i)).isFinite();
      assertThat(i == 0 || list.score(i) <= list.score(i - 1)).isTrue();
    }
    Recommendations restored = recommender.restore(session.save()).recommend(5);
    assertThat(restored.toString()).isEqualTo(list.toString());
    assertThat(recommender.recommend(List.of(session), 5).getFirst().size()).isEqualTo(list.size());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goesOnFromItsCheckpointOrHasNone(ModelKind<?> kind) throws IOException {
    Path checkpoint = folder.resolve("a.model.checkpoint");
    try (Training training = begin(kind)) {
      if (!(kind instanceof ResumableKind<?> resumable)) {
        assertThat(training.hasCheckpoints()).isFalse();
        assertThat(training.plannedEpochs()).as("nothing to interrupt").isEqualTo(1);
        assertThatThrownBy(() -> training.saveCheckpoint(checkpoint, Map.of(), Map.of()))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("no checkpoints");
        assertThat(checkpoint).doesNotExist();
        return;
      }
      assertThat(training.hasCheckpoints()).isTrue();
      training.trainEpoch(TrainingListener.NONE);
      training.saveCheckpoint(checkpoint, Map.of(), Map.of());
      trainAll(training);
      Path whole = saved(training, "whole.model");
      try (Training resumed = resumable.resume(Checkpoint.open(checkpoint), DATA, Compute.best())) {
        assertThat(resumed.epochs()).isEqualTo(1);
        trainAll(resumed);
        assertThat(TensorBits.of(saved(resumed, "resumed.model"))).isEqualTo(TensorBits.of(whole));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goesOnWithNewSessionsAndItems(ModelKind<?> kind) throws IOException {
    assertThat(kind).as("all that there are").isInstanceOf(RetrainableKind.class);
    Path old;
    try (Training training = begin(kind)) {
      trainAll(training);
      old = saved(training, "old.model");
    }
    // Half of its items are new.
    TrainingSet newer = TrainingSet.of(walks(30, 0, 3), catalog(ITEMS / 2, ITEMS / 2 + ITEMS));
    Retraining.Options usual = new Retraining.Options(NewItems.parse("neighbours"), true, true);
    Retraining retraining = new Retraining(SavedModel.open(old), newer, usual);
    assertThat(retraining.newItems()).isEqualTo(ITEMS / 2);
    try (Training training = goOn((RetrainableKind<?>) kind, retraining)) {
      trainAll(training);
      Recommender recommender = Recommender.load(saved(training, "next.model"));
      assertThat(recommender.catalog().size()).isEqualTo(ITEMS + ITEMS / 2);
      for (int item = 0; item < ITEMS; item++) {
        assertThat(recommender.catalog().id(item)).isEqualTo(DATA.catalog().id(item));
      }
      serves(recommender, 3);
      serves(recommender, ITEMS + 1);
    }
  }

  private static <P extends Record> Training goOn(RetrainableKind<P> kind, Retraining retraining)
      throws IOException {
    P parameters = kind.parameters().cast(retraining.before().parameters());
    return kind.goOn(retraining, parameters, kind.compute(parameters));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void takesSessionsWhileItIsServedAndSavesThemOrTakesNone(ModelKind<?> kind) throws IOException {
    try (Training training = begin(kind)) {
      trainAll(training);
      TrainedModel model = training.model(Map.of());
      if (!takesSessions(model)) {
        assertThat(model.snapshot()).isSameAs(model);
        return;
      }
      ((GrowingBaseline) ((BaselineModel) model).baseline()).add(new int[] {0, 1, 2}, 1000);
      SavedModel saved = SavedModel.open(saved(model, "a.model"));
      assertThat(saved.supports()[1]).isEqualTo(model.supports()[1] + 1);
      serves(Recommender.load(folder.resolve("a.model")), 3);
    }
  }

  private static boolean takesSessions(TrainedModel model) {
    return model instanceof BaselineModel baseline
        && baseline.baseline() instanceof GrowingBaseline;
  }

  @Test
  void thePageSaysWhatEachCanDo() throws IOException {
    String page = Files.readString(PAGE);
    String renewed =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("clickahead.renew")) {
      Files.writeString(PAGE, renewed);
    }
    assertThat(PAGE).as("renew it with: %s", RENEW).content().isEqualTo(renewed);
  }

  private static String table() {
    return """

        | model | `--resume` | `--from` keeps | with its options | takes sessions while served |
        | --- | --- | --- | --- | --- |
        """
        + kinds().map(ModelMatrixTest::row).collect(Collectors.joining())
        + "\n";
  }

  private static String row(ModelKind<?> kind) {
    var choices = ((RetrainableKind<?>) kind).choices();
    String options =
        Stream.of(Retraining.Choice.values())
            .filter(choices::contains)
            .map(choice -> "`--" + choice.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
            .collect(Collectors.joining(", "));
    boolean grows;
    try (Training training = begin(kind)) {
      trainAll(training);
      grows = takesSessions(training.model(Map.of()));
    }
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            kind.name(),
            kind instanceof ResumableKind ? "yes" : "one pass",
            choices.isEmpty() ? "the sessions" : "the weights",
            options.isEmpty() ? "none" : options,
            grows ? "yes, and saves them" : "no");
  }
}
