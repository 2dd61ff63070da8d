package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  @Test
  void itEndsOnceSoManyEpochsWereNotBetterAndKeepsTheFirstOfEquals() {
    EarlyStopping stopping = new EarlyStopping(2);
    assertThat(stopping.isOver(5)).as("nothing measured").isFalse();
    assertThat(stopping.isBest(1, 0.3)).isTrue();
    assertThat(stopping.isBest(2, 0.2)).isFalse();
    assertThat(stopping.isOver(2)).isFalse();
    assertThat(stopping.isBest(3, 0.3)).as("as good, not better").isFalse();
    assertThat(stopping.isOver(3)).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(1);
  }

  @Test
  void aMetricOfZeroIsBetterThanNone() {
    EarlyStopping stopping = new EarlyStopping(1);
    assertThat(stopping.isBest(2, 0)).isTrue();
    assertThat(stopping.isOver(2)).isFalse();
    assertThat(stopping.isOver(3)).isTrue();
  }

  @Test
  void takenUpAgainItRemembers() {
    EarlyStopping stopping = new EarlyStopping(3, 4, 0.5);
    assertThat(stopping.isBest(5, 0.4)).isFalse();
    assertThat(stopping.isOver(6)).isFalse();
    assertThat(stopping.isOver(7)).isTrue();
  }

  @Test
  void withoutPatienceItNeverEnds() {
    EarlyStopping stopping = new EarlyStopping(0);
    stopping.isBest(1, 1);
    assertThat(stopping.isOver(1_000)).isFalse();
  }
}
