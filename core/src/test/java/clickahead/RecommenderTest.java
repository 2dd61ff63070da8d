package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.ModelFile;
import clickahead.model.ModelWeights;
import clickahead.model.TrainedModel;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecommenderTest {
  /** More than one tile of scores, and not a whole number of them. */
  private static final int ITEMS = 2500;

  private static final long SEED = 3;

  @TempDir private Path folder;

  static List<Compute> paths() {
    return ComputePaths.all().stream().filter(path -> path.elementBytes() == 4).toList();
  }

  private Recommender recommender(Compute compute, Map<String, String> settings, int items) {
    Path file = folder.resolve("tiny.model");
    return TinyTraining.of(items, compute, settings, model -> save(file, model, compute));
  }

  private static Recommender save(Path file, TrainedModel model, Compute compute) {
    try {
      ModelFile.save(file, model);
      return Recommender.load(file, compute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Recommender recommender() {
    return recommender(Compute.best(), Map.of(), ITEMS);
  }

  private static Session session(Recommender recommender, int... items) {
    Session session = recommender.session();
    for (int item : items) {
      assertThat(session.click("item-" + item)).isTrue();
    }
    return session;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void scoresAreThoseOfAForwardPassInPlainLoops(Compute compute) {
    Recommender recommender = recommender(compute, Map.of("layers", "7/20"), ITEMS);
    NaiveGru4Rec naive = new NaiveGru4Rec(ModelWeights.of(recommender.model()));
    int[] clicks = {3, 700, 3, 2499, 0};
    double[][] states = naive.after(clicks);
    Recommendations all = session(recommender, clicks).recommend(ITEMS);
    assertThat(all.size()).isEqualTo(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      assertThat((double) all.score(i))
          .as("%s, item %d", compute, all.index(i))
          .isCloseTo(naive.score(states, all.index(i)), within(1e-5));
    }
  }

  @Test
  void theBestComeFirstEachOnceAndTiesInTheOrderOfTheirIndex() {
    Recommender recommender = recommender();
    Recommendations all = session(recommender, 5, 9).recommend(ITEMS);
    List<Integer> order = IntStream.range(0, ITEMS).mapToObj(all::index).toList();
    Map<Integer, Float> scores = new java.util.HashMap<>();
    IntStream.range(0, ITEMS).forEach(i -> scores.put(all.index(i), all.score(i)));
    List<Integer> sorted = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    sorted.sort(
        Comparator.comparing((Integer item) -> -scores.get(item)).thenComparing(item -> item));
    assertThat(order).isEqualTo(sorted);
    for (int k : new int[] {1, 2, 20, 1023, 1024, 1025}) {
      Recommendations some = session(recommender, 5, 9).recommend(k);
      assertThat(IntStream.range(0, k).mapToObj(some::index).toList())
          .as("the first %d", k)
          .isEqualTo(sorted.subList(0, k));
    }
  }

  @Test
  void equalScoresAreInTheOrderOfTheItemIndex() {
    Recommender recommender = recommender();
    // Rows made equal: every item then has the same score.
    var items = ModelWeights.of(recommender.model()).items();
    for (int i = 1; i < ITEMS; i++) {
      for (int k = 0; k <= items.units(); k++) {
        items.put(0, i, k, items.get(0, 0, k));
      }
    }
    Recommendations some = session(recommender, 5).recommend(30);
    assertThat(IntStream.range(0, 30).map(some::index).toArray())
        .isEqualTo(IntStream.range(0, 30).toArray());
  }

  @Test
  void anUnknownItemIsSkippedAndChangesNothing() {
    Recommender recommender = recommender();
    Session session = session(recommender, 5, 9);
    assertThat(session.click("no such item")).isFalse();
    assertThat(session.clicks()).isEqualTo(2);
    assertThat(session.recommend(20)).hasToString(session(recommender, 5, 9).recommend(20) + "");
  }

  @Test
  void aSessionWithoutKnownItemsGetsThePopularOnesAndSaysSo() {
    Recommender recommender = recommender();
    Session session = recommender.session();
    session.click("no such item");
    Recommendations popular = session.recommend(ITEMS);
    assertThat(popular.popular()).isTrue();
    int[] supports = recommender.model().supports();
    for (int i = 0; i < ITEMS; i++) {
      assertThat(popular.score(i)).isEqualTo(supports[popular.index(i)]);
      if (i > 0) {
        boolean ordered =
            popular.score(i) < popular.score(i - 1)
                || popular.score(i) == popular.score(i - 1)
                    && popular.index(i) > popular.index(i - 1);
        assertThat(ordered).as("place %d", i).isTrue();
      }
    }
    assertThat(session(recommender, 5).recommend(3).popular()).isFalse();
  }

  @Test
  void moreThanAllItemsAreAllItemsAndNoneIsAnError() {
    Recommender recommender = recommender();
    assertThat(session(recommender, 5).recommend(ITEMS + 7).size()).isEqualTo(ITEMS);
    assertThat(recommender.session().recommend(Integer.MAX_VALUE).size()).isEqualTo(ITEMS);
    assertThatThrownBy(() -> session(recommender, 5).recommend(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k must be at least 1, got 0");
  }

  @Test
  void clickedItemsStayInUnlessTheyAreExcluded() {
    Recommender recommender = recommender();
    int[] clicks = IntStream.range(0, 25).toArray();
    Recommendations all = session(recommender, clicks).recommend(ITEMS);
    List<Integer> rest =
        IntStream.range(0, ITEMS).mapToObj(all::index).filter(item -> item >= 25).toList();
    Recommendations unseen = session(recommender, clicks).recommendUnseen(ITEMS);
    assertThat(IntStream.range(0, unseen.size()).mapToObj(unseen::index).toList()).isEqualTo(rest);
  }

  @Test
  void f1_aSessionKnowsNothingOfOthersOnTheSameRecommender() {
    Recommender recommender = recommender();
    Session first = session(recommender, 1, 2, 3);
    Recommendations alone = session(recommender, 40, 50).recommend(10);
    Session second = recommender.session();
    second.click("item-40");
    first.click("item-4");
    first.recommend(10);
    second.click("item-50");
    assertThat(second.recommend(10)).hasToString(alone.toString());
  }

  @Test
  void thousandsOfSessionsInManyThreadsGetWhatOneThreadGives()
      throws InterruptedException, ExecutionException {
    Recommender recommender = recommender(Compute.best(), Map.of("layers", "7/20"), 300);
    int sessions = 4000;
    List<String> expected = new ArrayList<>();
    for (int s = 0; s < sessions; s++) {
      expected.add(visit(recommender, s));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> visits = new ArrayList<>();
      for (int s = 0; s < sessions; s++) {
        int visitor = s;
        visits.add(executor.submit(() -> visit(recommender, visitor)));
      }
      for (int s = 0; s < sessions; s++) {
        assertThat(visits.get(s).get()).as("session %d", s).isEqualTo(expected.get(s));
      }
    }
  }

  private static String visit(Recommender recommender, int visitor) {
    SplittableRandom random = new SplittableRandom(SEED + visitor);
    Session session = recommender.session();
    StringBuilder seen = new StringBuilder();
    for (int click = 1 + random.nextInt(6); click > 0; click--) {
      session.click("item-" + random.nextInt(300));
      seen.append(session.recommend(5)).append('\n');
    }
    return seen.toString();
  }
}
