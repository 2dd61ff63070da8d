package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final int ITEMS = 50;

  /** Each item is followed by the next one; the score says so. */
  private static Ranker chain() {
    return ParallelRanker.dense(
        () ->
            new FixedScorer(
                ITEMS,
                last -> {
                  float[] scores = new float[ITEMS];
                  for (int i = 0; i < ITEMS; i++) {
                    scores[i] = -Math.floorMod(i - last - 1, ITEMS);
                  }
                  return scores;
                }),
        1);
  }

  private static TestSessions sessions(boolean inOrder) {
    SplittableRandom random = new SplittableRandom(5);
    int[][] sessions = new int[200][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[6];
      int at = random.nextInt(ITEMS);
      for (int i = 0; i < 6; i++) {
        sessions[s][i] = inOrder ? (at + i) % ITEMS : random.nextInt(ITEMS);
      }
    }
    return TestSessions.of(SessionLog.of(sessions));
  }

  @Test
  void dataWhoseOrderMattersHasNoWarning() {
    ShuffledOrder test = ShuffledOrder.of(sessions(true), chain(), 1, 3);
    assertThat(test.asIs()).isEqualTo(1);
    assertThat(test.shuffled()).isBetween(0.05, 0.3);
    assertThat(test.warning()).isEmpty();
  }

  @Test
  void dataWithoutOrderIsFoundOutByShuffling() {
    ShuffledOrder test = ShuffledOrder.of(sessions(false), chain(), 5, 3);
    assertThat(test.warning().orElseThrow().found())
        .contains("the order of the clicks hardly matters")
        .contains(
            String.format(java.util.Locale.ROOT, "%.4f on the sessions as they are", test.asIs()));
  }

  @Test
  void shufflingKeepsTheItemsOfEachSession() {
    TestSessions test = sessions(true);
    TestSessions shuffled = test.shuffled(9);
    int moved = 0;
    for (int s = 0; s < test.sessions(); s++) {
      int[] before = new int[ITEMS];
      for (long e = test.start(s); e < test.start(s + 1); e++) {
        before[test.item(e)]++;
        before[shuffled.item(e)]--;
        moved += test.item(e) == shuffled.item(e) ? 0 : 1;
      }
      assertThat(before).containsOnly(0);
    }
    assertThat(moved).isGreaterThan(600);
  }

  @Test
  void trainingSessionsThatEndAfterTheTestBeginsAreCounted() {
    // The times of a log in memory are positions: the test begins at 0, as the training does.
    SessionLog train = SessionLog.of(new int[] {0}, new int[] {1, 2}, new int[] {3, 4});
    SessionLog test = SessionLog.of(new int[] {5, 6});
    TimeLeak leak = TimeLeak.of(train, test);
    assertThat(leak.sessions()).isEqualTo(2);
    assertThat(leak.warning().orElseThrow().found())
        .startsWith("2 of 3 training sessions (66.7 %) end after the first test session began");
    assertThat(new TimeLeak(0, 3, 0).warning()).isEmpty();
  }

  private static List<Warning> of(Protocol protocol, int[]... sessions) {
    Evaluation evaluation = new Evaluation(TestSessions.of(SessionLog.of(sessions)), protocol);
    Ranker ranker = ParallelRanker.dense(() -> FixedScorer.of(1, 2, 3, 4), 1);
    return ProtocolWarnings.of(evaluation, evaluation.measure(ranker, new int[4], Progress.NONE));
  }

  @Test
  void repeatsThatAreLeftOutAreCounted() {
    Protocol protocol =
        new Protocol(EventChoice.EVERY, Candidates.ALL, true, new int[] {2}, false, 1);
    assertThat(of(protocol, new int[] {0, 1, 0, 3}).getFirst().found())
        .startsWith("1 of 3 targets (33.3 %) were clicked in the session before");
    assertThat(of(protocol, new int[] {0, 1, 3})).isEmpty();
  }

  @Test
  void repeatsAmongTheRestOfASessionAreCountedToo() {
    Protocol protocol =
        new Protocol(EventChoice.REST, Candidates.ALL, true, new int[] {2}, false, 1);
    // Targets 1, 0 and 3 behind the first click, 0 and 3 behind the second, 3 behind the third.
    assertThat(of(protocol, new int[] {0, 1, 0, 3}).getFirst().found())
        .startsWith("2 of 6 targets");
  }

  @Test
  void targetsWithoutAScoreAreNotTakenForRepeats() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 1, 0, 3}));
    for (boolean excludes : List.of(false, true)) {
      Evaluation evaluation =
          new Evaluation(
              test,
              new Protocol(EventChoice.EVERY, Candidates.ALL, excludes, new int[] {2}, false, 1));
      Ranker ranker =
          ParallelRanker.dense(() -> FixedScorer.of(1, 2, 3, Float.NEGATIVE_INFINITY), 1);
      Measured measured = evaluation.measure(ranker, new int[4], Progress.NONE);
      List<String> found =
          ProtocolWarnings.of(evaluation, measured).stream().map(Warning::found).toList();
      assertThat(found).hasSize(excludes ? 1 : 0);
      assertThat(found).allMatch(text -> text.startsWith("1 of 3 targets (33.3 %)"));
    }
  }

  @Test
  void targetsBeyondTheListAreCounted() {
    Protocol protocol =
        new Protocol(EventChoice.EVERY, Candidates.list("l", 1, 2), false, new int[] {2}, false, 1);
    assertThat(of(protocol, new int[] {0, 1, 0, 3}).getFirst().found())
        .startsWith("2 of 3 targets (66.7 %) are not among the candidates");
    assertThat(of(protocol, new int[] {0, 1, 2})).isEmpty();
  }

  @Test
  void sampledCandidatesAreShownBesideAllItems() {
    Map<String, Double> sampled = new LinkedHashMap<>(Map.of("a", 0.9));
    sampled.put("b", 0.8);
    Warning warning =
        ProtocolWarnings.sampled("uniform:100", 20, sampled, Map.of("a", 0.3, "b", 0.4));
    assertThat(warning.found())
        .contains("recall@20 is 0.9000 for a and 0.3000 among all items")
        .endsWith("it puts the models in another order");
    assertThat(
            ProtocolWarnings.sampled("uniform:100", 20, sampled, Map.of("a", 0.5, "b", 0.4))
                .found())
        .doesNotContain("another order");
  }
}
