package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Progress;
import clickahead.eval.Ranks;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every baseline is trained, saved, read, measured and served as any model is. */
class BaselineKindsTest {
  private static final int ITEMS = 30;
  private static final long HOUR = 3_600_000;

  @TempDir private Path temp;

  static Stream<ModelKind<?>> kinds() {
    return ModelKind.all().stream().filter(kind -> kind instanceof BaselineKind);
  }

  private static TimedLog log(long seed, int sessions) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> clicks =
        IntStream.range(0, sessions)
            .mapToObj(s -> random.ints(random.nextInt(1, 8), 0, ITEMS).toArray())
            .toList();
    List<long[]> times =
        IntStream.range(0, sessions)
            .mapToObj(s -> Arrays.stream(clicks.get(s)).mapToLong(i -> s * HOUR).toArray())
            .toList();
    return TimedLog.of(clicks, times);
  }

  private static <P extends Record> TrainedModel train(ModelKind<P> kind, SessionLog log) {
    Catalog catalog =
        Catalog.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), Map.of());
    try (Training training =
        kind.train(
            Parameters.of(kind.parameters()).build(),
            TrainingSet.of(log, catalog),
            Compute.best())) {
      while (training.epochs() < training.plannedEpochs()) {
        assertThat(training.trainEpoch(TrainingListener.NONE).complete()).isTrue();
      }
      return training.model(Map.of());
    }
  }

  @Test
  void allBaselinesAreKinds() {
    assertThat(kinds().map(ModelKind::name))
        .containsExactly(
            "association-rules",
            "bpr-mf",
            "item-knn",
            "markov-chain",
            "mc",
            "popularity",
            "recent-popularity",
            "sequential-rules",
            "session-popularity",
            "sknn",
            "stan",
            "vmis-knn",
            "vsknn",
            "vstan");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSavedBaselineRanksAsItDidAndIsSavedAgainAsItWas(ModelKind<?> kind) throws IOException {
    TrainedModel model = train(kind, log(1, 200));
    Path file = temp.resolve("a.model");
    Path again = temp.resolve("b.model");
    ModelFile.save(file, model);
    TestSessions test = TestSessions.of(log(2, 50));
    try (Arena arena = Arena.ofShared()) {
      TrainedModel read = ModelFile.load(file, arena, Compute.best());
      assertThat(read.parameters()).isEqualTo(model.parameters());
      ModelFile.save(again, read);
      Ranks expected = model.ranker(1).rank(test, Progress.NONE);
      Ranks actual = read.ranker(2).rank(test, Progress.NONE);
      for (int t = 0; t < test.transitions(); t++) {
        assertThat(actual.greater(t)).as("transition %d", t).isEqualTo(expected.greater(t));
        assertThat(actual.ties(t)).as("transition %d", t).isEqualTo(expected.ties(t));
      }
    }
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServedBaselineRecommendsTheItemsWithTheBestScores(ModelKind<?> kind) throws IOException {
    TrainedModel model = train(kind, log(1, 200));
    Path file = temp.resolve("a.model");
    ModelFile.save(file, model);
    Session session = Recommender.load(file).session();
    var scorer = ((BaselineModel) model).baseline().newScorer();
    scorer.startSession();
    for (int item : new int[] {3, 7, 3}) {
      session.click("i" + item);
      scorer.click(item);
    }
    float[] scores = new float[ITEMS];
    scorer.score(scores);
    List<String> expected =
        IntStream.range(0, ITEMS)
            .filter(i -> scores[i] > Float.NEGATIVE_INFINITY)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[b], scores[a]))
            .limit(10)
            .map(i -> "i" + i)
            .toList();
    Recommendations list = session.recommend(10);
    assertThat(IntStream.range(0, list.size()).mapToObj(list::item)).isEqualTo(expected);
  }

  @Test
  void anItemWithoutAScoreIsNotRecommended() throws IOException {
    Path file = temp.resolve("a.model");
    ModelKind<?> kind = ModelKind.named("item-knn").orElseThrow();
    ModelFile.save(file, train(kind, SessionLog.of(new int[] {0, 1}, new int[] {2})));
    Session session = Recommender.load(file).session();
    session.click("i0");
    assertThat(session.recommend(5).size()).isEqualTo(1);
    assertThat(session.recommend(5).item(0)).isEqualTo("i1");
  }

  @Test
  void sessionsAddedToAServedModelCountAtOnce() throws IOException {
    Path file = temp.resolve("a.model");
    ModelKind<?> kind = ModelKind.named("vsknn").orElseThrow();
    ModelFile.save(file, train(kind, SessionLog.of(new int[] {0, 1}, new int[] {2})));
    Recommender recommender = Recommender.load(file);
    Session session = recommender.session();
    session.click("i2");
    assertThat(session.recommend(5).size()).isEqualTo(1);
    BaselineModel model = (BaselineModel) recommender.model();
    ((NeighbourModel) model.baseline()).add(new int[] {2, 9}, 5);
    assertThat(session.recommend(5).toString()).contains("i9");
  }
}
