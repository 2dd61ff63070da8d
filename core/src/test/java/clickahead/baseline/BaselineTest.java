package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
  /** Supports: 0 four times, 1 three, 2 twice, 3 once, 4 once, 5 never. */
  private static final SessionLog TRAIN =
      SessionLog.of(
          new int[] {0, 1, 0, 1},
          new int[] {0, 2, 1},
          new int[] {0, 3},
          new int[] {},
          new int[] {2, 4});

  private static float[] scores(Baseline baseline, int... clicks) {
    SessionScorer scorer = baseline.newScorer();
    scorer.startSession();
    for (int item : clicks) {
      scorer.click(item);
    }
    float[] scores = new float[baseline.items()];
    scorer.score(scores);
    return scores;
  }

  private static double rank(Baseline baseline, int target, int... clicks) {
    SessionRanker ranker = baseline.newRanker();
    ranker.startSession();
    for (int item : clicks) {
      ranker.click(item);
    }
    Ranks ranks = new Ranks(1);
    assertThat(ranker.rank(target, ranks, 0)).isEqualTo(-1);
    assertThat(ranks.ties(0)).isLessThanOrEqualTo(1);
    return ranks.greater(0) + 1;
  }

  @Test
  void popularityScoresByTheNumberOfClicksWhateverTheSession() {
    Popularity popularity = Popularity.train(TRAIN, 6);
    assertThat(scores(popularity)).containsExactly(4, 3, 2, 1, 1, 0);
    assertThat(scores(popularity, 5, 5)).containsExactly(4, 3, 2, 1, 1, 0);
  }

  @Test
  void sessionPopularityPutsTheSessionsOwnItemsFirst() {
    SessionPopularity baseline = SessionPopularity.train(TRAIN, 6);
    assertThat(rank(baseline, 5, 3, 5, 5)).isEqualTo(1);
    assertThat(rank(baseline, 3, 3, 5, 5)).isEqualTo(2);
    assertThat(rank(baseline, 0, 3, 5, 5)).isEqualTo(3);
    assertThat(rank(baseline, 4, 3, 5, 5)).isEqualTo(6);
  }

  @Test
  void sessionPopularityForgetsTheSessionBefore() {
    SessionScorer scorer = SessionPopularity.train(TRAIN, 6).newScorer();
    scorer.startSession();
    scorer.click(5);
    scorer.startSession();
    scorer.click(2);
    float[] scores = new float[6];
    scorer.score(scores);
    assertThat(scores).isEqualTo(scores(SessionPopularity.train(TRAIN, 6), 2));
  }

  @Test
  void sessionPopularityKeepsSessionsOfManyItems() {
    SessionPopularity baseline = SessionPopularity.train(SessionLog.of(), 100);
    int[] clicks = new int[99];
    for (int i = 0; i < clicks.length; i++) {
      clicks[i] = i;
    }
    assertThat(rank(baseline, 99, clicks)).isEqualTo(100);
  }

  @Test
  void markovChainRanksByTheCountAfterTheLastClickThenBySupport() {
    MarkovChain chain = MarkovChain.train(TRAIN, 6);
    List<Integer> afterZero = List.of(1, 2, 3, 0, 4, 5);
    for (int target : afterZero) {
      assertThat(rank(chain, target, 4, 0))
          .as("item %d after 0: twice 1, once 2 and 3, then by support", target)
          .isEqualTo(afterZero.indexOf(target) + 1);
    }
  }

  @Test
  void markovChainWithoutAnyFollowerFallsBackOnPopularity() {
    MarkovChain chain = MarkovChain.train(TRAIN, 6);
    assertThat(rank(chain, 0, 5)).isEqualTo(1);
    assertThat(rank(chain, 5, 5)).isEqualTo(6);
    assertThat(rank(chain, 1)).as("before the first click").isEqualTo(2);
  }

  @Test
  void markovChainDoesNotLinkSessions() {
    MarkovChain chain = MarkovChain.train(SessionLog.of(new int[] {0, 1}, new int[] {2, 0}), 3);
    assertThat(scores(chain, 1)).as("1 ends a session: nothing follows").doesNotContain(1f);
    assertThat(Math.floor(scores(chain, 0)[1])).isEqualTo(1);
  }

  @Test
  void markovChainCountsAnItemThatFollowsItself() {
    MarkovChain chain = MarkovChain.train(SessionLog.of(new int[] {1, 1, 1, 0}), 2);
    assertThat(Math.floor(scores(chain, 1)[1])).isEqualTo(2);
    assertThat(Math.floor(scores(chain, 1)[0])).isEqualTo(1);
  }

  @Test
  void anItemBeyondTheCatalogueIsNamed() {
    assertThatThrownBy(() -> Baseline.trainAll(TRAIN, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("item index 4")
        .hasMessageContaining("0 to 3");
  }

  @Test
  void allBaselinesComeInTheOrderOfTheTables() {
    assertThat(Baseline.trainAll(TRAIN, 6))
        .extracting(Baseline::name)
        .containsExactly("popularity", "session-popularity", "markov-chain");
  }
}
