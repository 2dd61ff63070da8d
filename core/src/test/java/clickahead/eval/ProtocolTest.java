package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Candidates, repeats and sets of targets, against a ranking that is written down plainly. */
class ProtocolTest {
  private static final int ITEMS = 20;
  private static final int LEVELS = 6;

  private static Protocol protocol(EventChoice events, Candidates candidates, boolean exclude) {
    return new Protocol(events, candidates, exclude, new int[] {1, 3, 20}, false, 7);
  }

  private static int[][] randomSessions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] sessions = new int[12][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = random.ints(random.nextInt(2, 8), 0, ITEMS).toArray();
    }
    return sessions;
  }

  private static Ranks ranks(int[][] sessions, Protocol protocol, int threads) {
    TestSessions test = TestSessions.of(SessionLog.of(sessions));
    return new Evaluation(test, protocol)
        .measure(
            ParallelRanker.dense(() -> new HistoryScorer(ITEMS, LEVELS), threads),
            new int[ITEMS],
            Progress.NONE)
        .ranks();
  }

  /** {greater, ties} of each target, event by event. */
  private static List<int[]> plainly(
      int[][] sessions, EventChoice.Kind events, Set<Integer> candidates, boolean exclude) {
    List<int[]> expected = new ArrayList<>();
    for (int[] session : sessions) {
      HistoryScorer scorer = new HistoryScorer(ITEMS, LEVELS);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i + 1 < session.length; i++) {
        scorer.click(session[i]);
        seen.add(session[i]);
        float[] scores = new float[ITEMS];
        scorer.score(scores);
        int end = events == EventChoice.Kind.REST ? session.length : i + 2;
        int[] targets = IntStream.range(i + 1, end).map(j -> session[j]).distinct().toArray();
        Set<Integer> among = new HashSet<>(candidates);
        IntStream.of(targets).forEach(among::add);
        if (exclude) {
          among.removeAll(seen);
        }
        for (int target : targets) {
          int greater = 0;
          int ties = 0;
          for (int other : among) {
            greater += scores[other] > scores[target] ? 1 : 0;
            ties += other != target && scores[other] == scores[target] ? 1 : 0;
          }
          boolean reachable = among.contains(target);
          expected.add(reachable ? new int[] {greater, ties} : new int[] {Ranks.UNREACHABLE, 0});
        }
      }
    }
    return expected;
  }

  @Property(tries = 60)
  void ranksAreThoseOfAPlainCount(
      @ForAll long seed, @ForAll boolean rest, @ForAll boolean exclude, @ForAll boolean list) {
    int[][] sessions = randomSessions(seed);
    EventChoice events = rest ? EventChoice.REST : EventChoice.EVERY;
    int[] listed = {3, 4, 7, 11, 12, 19};
    Candidates candidates = list ? Candidates.list("list", listed) : Candidates.ALL;
    Set<Integer> among = new HashSet<>();
    (list ? IntStream.of(listed) : IntStream.range(0, ITEMS)).forEach(among::add);
    Ranks ranks = ranks(sessions, protocol(events, candidates, exclude), 2);
    List<int[]> expected = plainly(sessions, events.kind(), among, exclude);
    assertThat(ranks.size()).isEqualTo(expected.size());
    for (int t = 0; t < expected.size(); t++) {
      assertThat(new int[] {ranks.greater(t), ranks.ties(t)})
          .as("seed %d, target %d", seed, t)
          .isEqualTo(expected.get(t));
    }
  }

  @Test
  void aRepeatThatIsNotRecommendedIsAMiss() {
    int[][] sessions = {{1, 2, 1}};
    Ranks ranks = ranks(sessions, protocol(EventChoice.EVERY, Candidates.ALL, true), 1);
    Metrics metrics = Metrics.of(ranks, ITEMS);
    assertThat(metrics.events()).isEqualTo(2);
    assertThat(metrics.recall(TieMode.STANDARD, ITEMS)).isEqualTo(0.5);
  }

  @Test
  void sampledCandidatesDoNotDependOnTheNumberOfThreads() {
    int[][] sessions = randomSessions(3);
    Candidates sampled = Candidates.uniform(ITEMS, 5, 11);
    Ranks one = ranks(sessions, protocol(EventChoice.EVERY, sampled, false), 1);
    Ranks four = ranks(sessions, protocol(EventChoice.EVERY, sampled, false), 4);
    for (int t = 0; t < one.size(); t++) {
      assertThat(four.greater(t)).isEqualTo(one.greater(t));
    }
  }

  @Test
  void soManyDifferentCandidatesAreSampledAndNoTarget() {
    Candidates sampled = Candidates.uniform(ITEMS, 8, 5);
    int[] drawn = new int[ITEMS];
    int events = 4000;
    for (int t = 0; t < events; t++) {
      int[] marks = new int[ITEMS];
      marks[6] = 2;
      sampled.mark(t, marks, 3, 2);
      assertThat(IntStream.of(marks).filter(m -> m == 3).count()).isEqualTo(8);
      assertThat(marks[6]).isEqualTo(2);
      IntStream.range(0, ITEMS).filter(i -> marks[i] == 3).forEach(i -> drawn[i]++);
    }
    // 8 of 19: mean 1684, standard deviation 31
    assertThat(IntStream.range(0, ITEMS).filter(i -> i != 6).map(i -> drawn[i]))
        .allMatch(n -> Math.abs(n - events * 8 / 19.0) < 5 * 31.3);
  }

  @Test
  void popularItemsAreSampledByTheirClicks() {
    int[] supports = {0, 1, 3, 0, 6};
    int[] drawn = new int[5];
    int events = 10_000;
    for (int t = 0; t < events; t++) {
      int[] marks = new int[5];
      Candidates.byPopularity(supports, 1, 9).mark(t, marks, 1, 2);
      IntStream.range(0, 5).filter(i -> marks[i] == 1).forEach(i -> drawn[i]++);
    }
    for (int i = 0; i < 5; i++) {
      double share = supports[i] / 10.0;
      assertThat((double) drawn[i])
          .as("item %d", i)
          .isBetween(
              events * share - 5 * Math.sqrt(events * share * (1 - share)),
              events * share + 5 * Math.sqrt(events * share * (1 - share)));
    }
  }

  @Test
  void theMostPopularItemsAreTakenByTheirClicks() {
    assertThat(((Candidates.Listed) Candidates.popular(new int[] {5, 9, 5, 1, 7}, 3)).items())
        .containsExactly(0, 1, 4);
  }

  @Test
  void moreThanHalfTheItemsCannotBeSampled() {
    assertThatThrownBy(() -> Candidates.uniform(10, 6, 1))
        .hasMessageContaining("uniform:6: expected 1 to 5");
    assertThatThrownBy(() -> Candidates.byPopularity(new int[] {1, 1, 0, 0}, 2, 1))
        .hasMessageContaining("popularity:2: expected 1 to 1");
  }

  @Test
  void listsOfSampledCandidatesAreRefused() {
    assertThatThrownBy(
            () ->
                new Protocol(
                    EventChoice.EVERY, Candidates.uniform(9, 2, 1), false, new int[] {1}, true, 1))
        .hasMessageContaining("says nothing of the model");
  }

  @Test
  void nanIsFoundAmongTheScoresOfAnyItem() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 1}));
    Evaluation evaluation =
        new Evaluation(test, protocol(EventChoice.EVERY, Candidates.list("l", 0), false));
    Ranker ranker = ParallelRanker.dense(() -> FixedScorer.of(1, 2, Float.NaN), 1);
    assertThatThrownBy(() -> evaluation.measure(ranker, Progress.NONE))
        .isInstanceOf(InvalidScoreException.class)
        .hasMessageContaining("item index 2");
  }
}
