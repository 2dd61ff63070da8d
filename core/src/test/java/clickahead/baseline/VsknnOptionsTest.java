package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import org.junit.jupiter.api.Test;

/** VSKNN's rarer options, on sessions whose scores can be worked out by hand. */
class VsknnOptionsTest {
  private static final int ITEMS = 50;

  private static Vsknn model(String option, int[]... sessions) {
    return Vsknn.train(
        SessionLog.of(sessions),
        ITEMS,
        Parameters.of(VsknnParameters.class)
            .with(option, "true")
            .with("normalize", "false")
            .build());
  }

  @Test
  void aClickCountsByTheTimeThatWasSpentOnIt() {
    Vsknn model = model("dwelling_time", new int[][] {{1, 10}, {2, 11}, {3, 12}});
    int[] clicks = {1, 2, 3};
    double[] scores = TinyKnn.scores(model, clicks, new long[] {5_000, 35_000, 45_000});
    // position by clicks, times 30 s and 10 s by 30 s, by three items; by the distance.
    assertThat(scores[10]).isCloseTo(1 / 3.0 * 1 / 3 / 3, within(1e-12));
    assertThat(scores[11]).isCloseTo(2 / 3.0 * (1 / 3.0) / 3 / 2, within(1e-12));
    assertThat(scores[12]).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void clicksWithoutTimesCountInFull() {
    Vsknn model = model("dwelling_time", new int[][] {{1, 10}, {2, 11}, {3, 12}});
    RunningSession session = new RunningSession(ITEMS);
    ItemScores scores = new ItemScores(ITEMS);
    for (int item = 1; item <= 3; item++) {
      session.click(item);
    }
    model.newScoring().score(session, scores);
    assertThat(scores.of(10)).isCloseTo(1 / 3.0 / 3 / 3, within(1e-12));
    assertThat(scores.of(11)).isCloseTo(2 / 3.0 / 3 / 2, within(1e-12));
  }

  @Test
  void anItemOfTheSessionBelowThe17thPlaceIsRaisedToIt() {
    int[][] sessions = new int[21][];
    for (int s = 0; s < 20; s++) {
      sessions[s] = new int[] {1, 10 + s};
    }
    sessions[20] = new int[] {0, 40};
    double[] scores = TinyKnn.scores(model("add_reminders", sessions), new int[] {0, 1}, 0);
    assertThat(scores[10]).as("one of 20 of the same score").isCloseTo(0.5, within(1e-12));
    assertThat(scores[40]).as("not in the session").isCloseTo(0.125, within(1e-12));
    assertThat(scores[0]).as("0.125 before").isCloseTo(0.5001, within(1e-12));
    assertThat(scores[1]).as("above, and left there").isCloseTo(10, within(1e-12));
    double[] few =
        TinyKnn.scores(model("add_reminders", sessions[0], sessions[20]), new int[] {0, 1}, 0);
    assertThat(few[0]).as("where there is no 17th place").isCloseTo(0.125, within(1e-12));
  }
}
