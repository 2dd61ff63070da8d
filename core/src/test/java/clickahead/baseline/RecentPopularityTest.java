package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.eval.Metrics;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentPopularityTest {
  private static final long DAY = 86_400_000;

  private static float[] scores(RecentPopularity model) {
    float[] scores = new float[model.items()];
    model.newScorer().score(scores);
    return scores;
  }

  @Test
  void onlyTheLastDaysCount() {
    TimedLog log =
        TimedLog.of(
            List.of(new int[] {0, 1}, new int[] {1, 1}, new int[] {2}),
            List.of(
                new long[] {DAY - 1, DAY},
                new long[] {2 * DAY - 1, 2 * DAY},
                new long[] {2 * DAY + 5}));
    float none = Float.NEGATIVE_INFINITY;
    assertThat(scores(RecentPopularity.train(log, 3, new RecentPopularityParameters(0))))
        .containsExactly(none, 1, 1);
    assertThat(scores(RecentPopularity.train(log, 3, new RecentPopularityParameters(1))))
        .containsExactly(none, 3, 1);
    assertThat(scores(RecentPopularity.train(log, 3, new RecentPopularityParameters(5))))
        .containsExactly(1, 3, 1);
  }

  @Test
  void aNewDayForgetsTheOldestOne() {
    TimedLog log = TimedLog.of(List.of(new int[] {0, 1}), List.of(new long[] {0, DAY}));
    RecentPopularity model = RecentPopularity.train(log, 3, new RecentPopularityParameters(1));
    float none = Float.NEGATIVE_INFINITY;
    assertThat(scores(model)).containsExactly(1, 1, none);
    model.add(new int[] {2, 2}, DAY + 1);
    assertThat(scores(model)).containsExactly(1, 1, 2);
    model.add(new int[] {1}, 2 * DAY);
    assertThat(scores(model)).containsExactly(none, 2, 2);
    model.add(new int[] {0}, 0);
    assertThat(scores(model)).as("too old to count").containsExactly(none, 2, 2);
    model.add(new int[] {0}, 9 * DAY);
    assertThat(scores(model)).containsExactly(1, none, none);
  }

  /** session-rec's counts the last click before it predicts the next: so fed, ours is the same. */
  @ParameterizedTest
  @CsvSource({
    "serenade-toy, train.txt, .018260, .003497, .012889, .002871",
    "rsc15-100k, train_full.txt, .172675, .037170, .172183, .036815"
  })
  void fedClickByClickItHasTheFiguresOfTheReference(
      String folder, String train, double recall, double mrr, double low, double lowMrr)
      throws IOException {
    ReferenceLog log = ReferenceLog.open(folder, train);
    RecentPopularity model =
        RecentPopularity.train(log.train(), log.items(), new RecentPopularityParameters(1));
    SessionRanker ranker = model.newRanker();
    TestSessions test = log.test();
    Ranks ranks = new Ranks(test.transitions());
    long now = log.train().time(log.train().events() - 1);
    for (long e = 0; e < log.train().events(); e++) {
      now = Math.max(now, log.train().time(e));
    }
    int transition = 0;
    for (int s = 0; s < test.sessions(); s++) {
      for (long e = test.start(s); e + 1 < test.start(s + 1); e++) {
        model.add(new int[] {test.item(e)}, now);
        ranker.rank(test.item(e + 1), ranks, transition++);
      }
    }
    Metrics metrics = Metrics.of(ranks, 20);
    assertThat(metrics.recall(TieMode.STANDARD, 20)).isCloseTo(recall, within(1e-6));
    assertThat(metrics.mrr(TieMode.STANDARD, 20)).isCloseTo(mrr, within(1e-6));
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 20)).isCloseTo(low, within(1e-6));
    assertThat(metrics.mrr(TieMode.CONSERVATIVE, 20)).isCloseTo(lowMrr, within(1e-6));
  }
}
