package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomTiesTest {
  private static final int EVENTS = 20_001;

  private static Ranks ranks(Ranker ranker) {
    int[] session = new int[EVENTS];
    Arrays.fill(session, 2);
    return ranker.rank(TestSessions.of(SessionLog.of(session)), Progress.NONE);
  }

  private static Ranker scores(float... scores) {
    return ParallelRanker.dense(() -> FixedScorer.of(scores), 1);
  }

  @Test
  void aTargetAmongItsEqualsIsAtEveryPlaceAlikeOften() {
    Ranks ranks = ranks(new RandomTies(scores(1, 5, 1, 1, 0), 42));
    int[] counts = new int[6];
    for (int t = 0; t < ranks.size(); t++) {
      assertThat(ranks.ties(t)).isZero();
      counts[(int) ranks.rank(t, TieMode.STANDARD)]++;
    }
    for (int rank = 2; rank <= 4; rank++) {
      assertThat((double) counts[rank] / ranks.size()).isCloseTo(1.0 / 3, within(0.015));
    }
    assertThat(counts[1] + counts[5]).isZero();
  }

  @Test
  void withoutEqualsNothingChanges() {
    Ranks ranks = ranks(new RandomTies(scores(1, 5, 2, 1, 0), 42));
    for (int t = 0; t < ranks.size(); t++) {
      assertThat(ranks.rank(t, TieMode.CONSERVATIVE)).isEqualTo(2);
    }
  }

  @Test
  void oneSeedGivesTheSamePlacesAnotherOneOthers() {
    Ranker ranker = scores(1, 1, 1, 1, 1);
    Ranks first = ranks(new RandomTies(ranker, 1));
    Ranks again = ranks(new RandomTies(ranker, 1));
    Ranks other = ranks(new RandomTies(ranker, 2));
    int different = 0;
    for (int t = 0; t < first.size(); t++) {
      assertThat(again.greater(t)).isEqualTo(first.greater(t));
      different += other.greater(t) == first.greater(t) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(EVENTS / 2);
  }
}
