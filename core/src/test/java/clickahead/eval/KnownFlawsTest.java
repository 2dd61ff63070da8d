package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import clickahead.math.Activation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Mistakes that were found in other evaluations of session models, each by the letter and number
 * that the project's list of known flaws gives it.
 */
class KnownFlawsTest {
  private static Ranks rank(SessionScorer scorer, SessionLog log) {
    return ParallelRanker.dense(() -> scorer, 1).rank(TestSessions.of(log), Progress.NONE);
  }

  @Test
  void f1_theStateOfASessionDoesNotReachTheNext() {
    Ranks alone = rank(new HistoryScorer(50, 20), SessionLog.of(new int[] {7, 3, 9}));
    Ranks after =
        rank(new HistoryScorer(50, 20), SessionLog.of(new int[] {1, 2, 4}, new int[] {7, 3, 9}));
    for (int t = 0; t < 2; t++) {
      assertThat(after.greater(2 + t)).isEqualTo(alone.greater(t));
      assertThat(after.ties(2 + t)).isEqualTo(alone.ties(t));
    }
  }

  @Test
  void f1_theStateOfASessionOfOneClickDoesNotReachTheNext() {
    Ranks alone = rank(new HistoryScorer(50, 20), SessionLog.of(new int[] {7, 3}));
    Ranks after = rank(new HistoryScorer(50, 20), SessionLog.of(new int[] {1}, new int[] {7, 3}));
    assertThat(after.greater(0)).isEqualTo(alone.greater(0));
  }

  @Test
  void f11_anUnknownItemIsDroppedAndCounted() {
    SessionLog log = SessionLog.of(new int[] {0, 1, 2});
    TestSessions test = TestSessions.of(log, new int[] {0, -1, 1});
    Metrics metrics =
        new Evaluation(test, 1)
            .measure(ParallelRanker.dense(() -> FixedScorer.of(0, 1), 1), Progress.NONE);
    assertThat(metrics.events()).isEqualTo(1);
    assertThat(metrics.recall(TieMode.STANDARD, 1)).isEqualTo(1);
    assertThat(test.unknownItems()).isEqualTo(1);
  }

  @Test
  void g4_oneSessionIsEnoughForAnyNumberOfThreads() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 1}));
    for (int threads = 1; threads <= 4; threads++) {
      Ranker ranker = ParallelRanker.dense(() -> FixedScorer.of(3, 2, 1), threads);
      assertThat(ranker.rank(test, Progress.NONE).greater(0)).isEqualTo(1);
    }
  }

  @Test
  void g5_theConservativeRankCountsTheTargetOnce() {
    Ranks ranks = rank(FixedScorer.of(5, 4, 3, 2), SessionLog.of(new int[] {0, 2}));
    assertThat(ranks.rank(0, TieMode.CONSERVATIVE)).isEqualTo(3);
    assertThat(ranks.rank(0, TieMode.STANDARD)).isEqualTo(3);
  }

  @Test
  void g11_everyItemIsACandidateWhetherTheTestLogHasItOrNot() {
    float[] scores = new float[1000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i <= 600 ? 1 + i : 0;
    }
    Ranks ranks = rank(FixedScorer.of(scores), SessionLog.of(new int[] {999, 0, 999}));
    assertThat(ranks.rank(0, TieMode.CONSERVATIVE)).isEqualTo(601);
    assertThat(ranks.rank(1, TieMode.STANDARD)).isEqualTo(602);
    assertThat(ranks.rank(1, TieMode.CONSERVATIVE)).isEqualTo(1000);
  }

  @Test
  void g16_theMedianRankIsInTheMiddleOfTheEquals() {
    Ranks ranks = rank(FixedScorer.of(3, 1, 1, 1, 1, 0), SessionLog.of(new int[] {0, 2, 0, 5}));
    assertThat(ranks.rank(0, TieMode.MEDIAN)).isEqualTo(2 + 1.5);
    assertThat(ranks.rank(1, TieMode.MEDIAN)).isEqualTo(1);
    assertThat(ranks.rank(2, TieMode.MEDIAN)).isEqualTo(6);
  }

  @Test
  void g14_saturatedScoresAreFoundOutByTheConservativeRank() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 2, 1}));
    Metrics metrics =
        new Evaluation(test, 1, 20)
            .measure(ParallelRanker.dense(() -> FixedScorer.of(new float[30]), 1), Progress.NONE);
    assertThat(metrics.recall(TieMode.STANDARD, 1)).isEqualTo(1);
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 20)).isZero();
    assertThat(metrics.differByTies()).isTrue();
    assertThat(metrics.tiedEvents()).isEqualTo(2);
  }

  @Test
  void g14_saturatedTanhOutputsTieAndAWarningSaysSo() {
    float[] scores = new float[30];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Activation.TANH.value(12 + i);
    }
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 2, 1}));
    Metrics metrics =
        new Evaluation(test, 20)
            .measure(ParallelRanker.dense(() -> FixedScorer.of(scores), 1), Progress.NONE);
    assertThat(metrics.recall(TieMode.STANDARD, 20)).isEqualTo(1);
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 20)).isZero();
    Measured measured = new Measured(new Ranks(0), metrics, List.of());
    assertThat(TieWarning.of(Map.of("tanh", measured)).orElseThrow().found())
        .contains(
            "standard and conservative metrics differ for tanh (100.0 % of events; recall@20 1.0000");
  }

  @Test
  void g19_everyTransitionIsRankedTheLastLoneSessionIncluded() {
    int[][] sessions = new int[131][];
    int expected = 0;
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[s % 7];
      expected += Math.max(0, s % 7 - 1);
    }
    sessions[130] = new int[200];
    expected += 199 - Math.max(0, 130 % 7 - 1);
    FixedScorer scorer = FixedScorer.of(1, 2);
    Ranks ranks = rank(scorer, SessionLog.of(sessions));
    ranks.requireComplete();
    assertThat(ranks.size()).isEqualTo(expected);
    assertThat(scorer.asked()).isEqualTo(expected);
  }

  @Test
  void g20_nanScoreIsAnErrorNeverRankOne() {
    SessionLog log = SessionLog.of(new int[] {0, 1, 0, 1}, new int[] {0, 0, 2, 1});
    FixedScorer scorer =
        new FixedScorer(
            3, last -> last == 2 ? new float[] {1, Float.NaN, 2} : new float[] {1, 2, 3});
    assertThatThrownBy(() -> rank(scorer, log))
        .isInstanceOf(InvalidScoreException.class)
        .hasMessageContaining("item index 1")
        .hasMessageContaining("click 2 of session 1")
        .hasMessageContaining("NaN");
  }

  @Test
  void g20_nanScoreOfAnotherItemIsAnErrorToo() {
    assertThatThrownBy(() -> rank(FixedScorer.of(Float.NaN, 1, 2), SessionLog.of(new int[] {1, 2})))
        .isInstanceOf(InvalidScoreException.class)
        .hasMessageContaining("item index 0");
  }

  @Test
  void g20_theTargetIsReadFromTheSameScoresAsTheOthers() {
    AtomicInteger calls = new AtomicInteger();
    FixedScorer drifting =
        new FixedScorer(3, last -> new float[] {1, 1 + 1e-6f * calls.incrementAndGet(), 1});
    Ranks ranks = rank(drifting, SessionLog.of(new int[] {0, 1, 1, 1}));
    assertThat(calls).as("one computation of scores for each event").hasValue(3);
    for (int t = 0; t < 3; t++) {
      assertThat(ranks.greater(t)).isZero();
      assertThat(ranks.ties(t)).isZero();
    }
  }
}
