package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.train.EarlyStopping.Best;
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
    EarlyStopping stopping = new EarlyStopping(3, new Best(4, 0.5), new Best(4, 0.5));
    assertThat(stopping.isBest(5, 0.4)).isFalse();
    assertThat(stopping.isOver(6)).isFalse();
    assertThat(stopping.isOver(7)).isTrue();
  }

  @Test
  void eachPhaseHasItsOwnPatienceAndTheBestIsThatOfAll() {
    EarlyStopping stopping = new EarlyStopping(2);
    assertThat(stopping.isBest(1, 0.5)).isTrue();
    assertThat(stopping.isBest(2, 0.4)).isFalse();
    stopping.beginPhase();
    assertThat(stopping.isOver(3)).as("nothing measured of this phase").isFalse();
    assertThat(stopping.isBest(3, 0.1)).isFalse();
    assertThat(stopping.isBest(4, 0.2)).isFalse();
    assertThat(stopping.isBest(5, 0.3)).isFalse();
    assertThat(stopping.isOver(5)).as("each better than the one before").isFalse();
    assertThat(stopping.isBest(6, 0.3)).isFalse();
    assertThat(stopping.isBest(7, 0.3)).isFalse();
    assertThat(stopping.isOver(7)).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(1);
    assertThat(stopping.ofPhase()).isEqualTo(new Best(5, 0.3));
    stopping.beginPhase();
    assertThat(stopping.isBest(8, 0.6)).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(8);
  }

  @Test
  void withoutPatienceItNeverEnds() {
    EarlyStopping stopping = new EarlyStopping(0);
    stopping.isBest(1, 1);
    assertThat(stopping.isOver(1_000)).isFalse();
  }
}
