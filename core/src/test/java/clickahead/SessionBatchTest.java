package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.ModelWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch does what as many single calls do. */
class SessionBatchTest {
  /** Two blocks of items, and not a whole number of them. */
  private static final int ITEMS = 2500;

  /** Tiles of sessions, the last one not full. */
  private static final int SESSIONS = 300;

  private static final double TOLERANCE = 2e-5;

  @TempDir private Path folder;

  static List<Compute> paths() {
    return ComputePaths.all().stream().filter(path -> path.elementBytes() == 4).toList();
  }

  static List<Map<String, String>> networks() {
    return List.of(
        Map.of("layers", "20"),
        Map.of("layers", "7/20", "cell", "reset-before"),
        Map.of("layers", "20/5", "constrained_embedding", "false"),
        Map.of("layers", "16", "constrained_embedding", "false", "embedding", "9"));
  }

  private Recommender recommender(Compute compute, Map<String, String> settings) {
    return TinyRecommender.of(folder.resolve("tiny.model"), compute, settings, ITEMS);
  }

  private Recommender recommender() {
    return recommender(Compute.best(), Map.of("layers", "7/20"));
  }

  /** Sessions of no to 5 clicks. */
  private static List<Session> sessions(Recommender recommender, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Session> sessions = new ArrayList<>();
    for (int s = 0; s < n; s++) {
      Session session = recommender.session();
      for (int click = random.nextInt(6); click > 0; click--) {
        session.click("item-" + random.nextInt(ITEMS));
      }
      sessions.add(session);
    }
    return sessions;
  }

  /** The same items where scores differ by more than rounding, and the same scores. */
  private static void assertSame(Recommendations actual, Recommendations expected, String what) {
    assertThat(actual.size()).as(what).isEqualTo(expected.size());
    assertThat(actual.popular()).as(what).isEqualTo(expected.popular());
    for (int i = 0; i < expected.size(); i++) {
      float score = expected.score(i);
      assertThat((double) actual.score(i))
          .as("%s, place %d", what, i)
          .isCloseTo(score, within(TOLERANCE));
      boolean alone =
          (i == 0 || expected.score(i - 1) - score > TOLERANCE)
              && i + 1 < expected.size()
              && score - expected.score(i + 1) > TOLERANCE;
      if (alone) {
        assertThat(actual.index(i)).as("%s, place %d", what, i).isEqualTo(expected.index(i));
      }
      if (i > 0) {
        assertThat(
                actual.score(i) < actual.score(i - 1)
                    || actual.score(i) == actual.score(i - 1)
                        && actual.index(i) > actual.index(i - 1))
            .as("%s, order at %d", what, i)
            .isTrue();
      }
    }
  }

  private static void assertBatch(List<Session> sessions, int k, Candidates candidates) {
    Recommender recommender = sessions.getFirst().recommender();
    List<Recommendations> lists = recommender.recommend(sessions, k, candidates);
    assertThat(lists).hasSameSizeAs(sessions);
    for (int s = 0; s < sessions.size(); s++) {
      assertSame(lists.get(s), sessions.get(s).recommend(k, candidates), k + ", session " + s);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void manySessionsGetTheListsThatEachGetsAlone(Compute compute) {
    Recommender recommender = recommender(compute, Map.of("layers", "7/20"));
    List<Session> sessions = sessions(recommender, SESSIONS, 4);
    for (int k : new int[] {1, 20, ITEMS + 1}) {
      assertBatch(sessions, k, recommender.candidates());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec-seq num_layers=2 item_bias=true",
        "gru4recf selected_features=colour architecture=parallel",
        "narm max_length=3"
      })
  void sessionsOfSequenceModelsGetTheListsThatEachGetsAlone(String what) {
    Recommender recommender = TinySequences.recommender(folder.resolve("tiny.model"), what, ITEMS);
    List<Session> sessions = sessions(recommender, 130, 6);
    assertBatch(sessions, 20, recommender.candidates().unseen());
    assertBatch(sessions, 20, recommender.candidates().only(List.of("item-2499", "item-7")));
  }

  @Test
  void batchesOfAnySizeAreRight() {
    Recommender recommender = recommender();
    assertThat(recommender.recommend(List.of(), 5)).isEmpty();
    for (int n : new int[] {1, 2, 15, 16, 17, 127, 128, 129, 256, 257}) {
      assertBatch(sessions(recommender, n, n), 20, recommender.candidates());
    }
  }

  @Test
  void candidatesHoldInBatchesToo() {
    Recommender recommender = recommender();
    List<Session> sessions = sessions(recommender, SESSIONS, 5);
    List<String> third =
        IntStream.range(0, ITEMS).filter(i -> i % 3 == 0).mapToObj(i -> "item-" + i).toList();
    Candidates all = recommender.candidates();
    assertBatch(sessions, 20, all.unseen());
    assertBatch(sessions, 20, all.only(third).unseen());
    assertBatch(sessions, 20, all.without(third).where(i -> i % 2 == 0));
    assertBatch(sessions, 20, all.only(List.of("item-2499", "item-7", "gone")));
    assertBatch(sessions, 20, all.only(List.of()));
    assertBatch(sessions, ITEMS, all.where(i -> false));
  }

  @Test
  void equalScoresAreInTheOrderOfTheItemIndex() {
    Recommender recommender = recommender();
    var items = ModelWeights.of(recommender.model()).items();
    for (int i = 1; i < ITEMS; i++) {
      for (int k = 0; k <= items.units(); k++) {
        items.put(0, i, k, 0);
      }
    }
    List<Session> sessions = sessions(recommender, 40, 6);
    for (Recommendations list : recommender.recommend(sessions, 30)) {
      if (!list.popular()) {
        int[] zeros =
            IntStream.range(0, 30).filter(i -> list.score(i) == 0).map(list::index).toArray();
        assertThat(zeros).isEqualTo(IntStream.rangeClosed(1, zeros.length).toArray());
        assertThat(zeros.length).isGreaterThanOrEqualTo(29);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aClickForEachSessionIsAsManySingleClicks(Map<String, String> settings) {
    Recommender recommender = recommender(Compute.best(), settings);
    List<Session> batched = sessions(recommender, SESSIONS, 8);
    List<Session> single = sessions(recommender, SESSIONS, 8);
    SplittableRandom random = new SplittableRandom(9);
    for (int round = 0; round < 3; round++) {
      List<String> items = new ArrayList<>();
      for (int s = 0; s < SESSIONS; s++) {
        items.add("item-" + random.nextInt(ITEMS + ITEMS / 10));
      }
      boolean[] known = recommender.click(batched, items);
      for (int s = 0; s < SESSIONS; s++) {
        assertThat(single.get(s).click(items.get(s))).isEqualTo(known[s]);
        assertThat(batched.get(s).items()).isEqualTo(single.get(s).items());
        assertSame(
            batched.get(s).recommend(50),
            single.get(s).recommend(50),
            settings + ", round " + round + ", session " + s);
      }
    }
  }

  @Test
  void f1_noSessionOfABatchKnowsOfTheOthers() {
    Recommender recommender = recommender();
    List<Session> sessions = sessions(recommender, 130, 10);
    Session watched = sessions.get(70);
    Session alone = recommender.restore(watched.save());
    List<String> items = new ArrayList<>(java.util.Collections.nCopies(130, "item-3"));
    items.set(70, "item-1000");
    recommender.click(sessions, items);
    recommender.click(List.of(alone), List.of("item-1000"));
    assertSame(watched.recommend(ITEMS), alone.recommend(ITEMS), "watched");
  }

  @Test
  void theNumberOfThreadsChangesNothingButRounding() throws java.io.IOException {
    Recommender many = recommender();
    Recommender one = Recommender.load(folder.resolve("tiny.model"), 1);
    List<Recommendations> expected = many.recommend(sessions(many, SESSIONS, 11), 20);
    List<Recommendations> lists = one.recommend(sessions(one, SESSIONS, 11), 20);
    for (int s = 0; s < SESSIONS; s++) {
      assertSame(lists.get(s), expected.get(s), "session " + s);
    }
  }

  @Test
  void wrongBatchesAreRefusedBeforeAnythingHappens() throws java.io.IOException {
    Recommender recommender = recommender();
    Recommender other = Recommender.load(folder.resolve("tiny.model"));
    Session session = recommender.session();
    Session stranger = other.session();
    assertThatThrownBy(() -> recommender.recommend(List.of(session, stranger), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("session 1 of 2 was opened by another recommender");
    assertThatThrownBy(
            () -> recommender.click(List.of(session, session), List.of("item-1", "item-2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("session 1 is twice in the batch");
    assertThatThrownBy(() -> recommender.click(List.of(session), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 sessions, but 0 items: each gets one click");
    assertThatThrownBy(() -> recommender.recommend(List.of(session), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> recommender.recommend(List.of(session), 5, other.candidates()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("these candidates were made for another model");
    assertThatThrownBy(() -> Recommender.load(folder.resolve("tiny.model"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be 1 or more, got 0");
    assertThat(session.clicks()).isZero();
  }

  @Test
  void anErrorOfAConditionReachesTheCallerAndTheNextBatchIsWell() {
    Recommender recommender = recommender();
    List<Session> sessions = sessions(recommender, SESSIONS, 12);
    Candidates broken =
        recommender
            .candidates()
            .where(
                item -> {
                  throw new java.util.NoSuchElementException("no stock of " + item);
                });
    assertThatThrownBy(
            () ->
                recommender.recommend(
                    sessions.stream().filter(s -> s.clicks() > 0).toList(), 5, broken))
        .isInstanceOf(java.util.NoSuchElementException.class)
        .hasMessageStartingWith("no stock of ");
    assertBatch(sessions, 5, recommender.candidates());
  }
}
