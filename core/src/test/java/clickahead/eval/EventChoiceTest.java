package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventChoiceTest {
  /** Transitions 0, 1, 2 of the first session, 3 of the last; the one between has one click. */
  private static final TestSessions TEST =
      TestSessions.of(
          SessionLog.of(new int[] {4, 5, 5, 6}, new int[] {1}, new int[] {2, 3}, new int[] {}));

  private static int[] targets(Targets targets, int event) {
    return IntStream.range(targets.first(event), targets.first(event + 1))
        .map(targets::item)
        .toArray();
  }

  @Test
  void everyTransitionIsAnEvent() {
    Targets every = Targets.of(TEST, EventChoice.EVERY);
    assertThat(every.transitions()).containsExactly(0, 1, 2, 3);
    assertThat(targets(every, 1)).containsExactly(5);
    assertThat(targets(every, 3)).containsExactly(3);
  }

  @Test
  void theLastOfEachSessionIsItsLastTransition() {
    Targets last = Targets.of(TEST, EventChoice.LAST);
    assertThat(last.transitions()).containsExactly(2, 3);
    assertThat(targets(last, 0)).containsExactly(6);
    assertThat(targets(last, 1)).containsExactly(3);
    assertThat(last.event(3)).isEqualTo(1);
  }

  @Test
  void theFirstFewOfEachSessionAreNotMoreThanItHas() {
    assertThat(Targets.of(TEST, EventChoice.parse("first:2")).transitions())
        .containsExactly(0, 1, 3);
    assertThat(Targets.of(TEST, EventChoice.parse("first:9")).transitions())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void theRestOfASessionIsASet() {
    Targets rest = Targets.of(TEST, EventChoice.REST);
    assertThat(rest.transitions()).containsExactly(0, 1, 2, 3);
    assertThat(targets(rest, 0)).as("5 counts once").containsExactly(5, 6);
    assertThat(targets(rest, 1)).containsExactly(5, 6);
    assertThat(targets(rest, 2)).containsExactly(6);
    assertThat(targets(rest, 3)).containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"every", "last", "rest", "first:3"})
  void choicesAreReadAsTheyAreWritten(String text) {
    assertThat(EventChoice.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "first", "first:0", "first:x", "last:2", "first:1:2"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> EventChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*(expected every, last, rest or first:K|must be 1 or more).*");
  }

  @Test
  void onlyChosenTransitionsAreScored() {
    FixedScorer scorer = FixedScorer.of(0, 1, 2, 3, 4, 5, 6);
    Metrics metrics =
        new Evaluation(
                TEST,
                new Protocol(EventChoice.LAST, Candidates.ALL, false, new int[] {1}, false, 1))
            .measure(ParallelRanker.dense(() -> scorer, 1), Progress.NONE);
    assertThat(scorer.asked()).isEqualTo(2);
    assertThat(metrics.events()).isEqualTo(2);
    assertThat(metrics.recall(TieMode.STANDARD, 1)).isEqualTo(0.5);
  }
}
