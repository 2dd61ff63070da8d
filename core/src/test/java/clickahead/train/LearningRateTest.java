package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.model.LrSchedule;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void risesOverTheWarmUpAndStays() {
    LearningRate rate = new LearningRate(0.8, LrSchedule.CONSTANT, 0, 4, 10);
    assertThat(rate.at(0)).isEqualTo(0.2);
    assertThat(rate.at(2)).isCloseTo(0.6, within(1e-12));
    assertThat(rate.at(3)).isEqualTo(0.8);
    assertThat(rate.at(4)).isEqualTo(0.8);
    assertThat(rate.at(1_000)).isEqualTo(0.8);
  }

  @Test
  void fallsInAStraightLineToTheLastPlannedStep() {
    LearningRate rate = new LearningRate(1, LrSchedule.LINEAR, 0, 0, 8);
    assertThat(rate.at(0)).isEqualTo(1);
    assertThat(rate.at(2)).isEqualTo(0.75);
    assertThat(rate.at(8)).isZero();
    assertThat(rate.at(9)).isZero();
  }

  @Test
  void fallsAlongHalfAWave() {
    LearningRate rate = new LearningRate(1, LrSchedule.COSINE, 0, 2, 10);
    assertThat(rate.at(1)).isEqualTo(1);
    assertThat(rate.at(2)).isEqualTo(1);
    assertThat(rate.at(4)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(rate.at(6)).isCloseTo(0.5, within(1e-12));
    assertThat(rate.at(10)).isZero();
  }

  @Test
  void aTrainingThatBeginsAtALaterStepGoesThroughTheSameRates() {
    LearningRate rate = new LearningRate(1, LrSchedule.COSINE, 0, 2, 10);
    LearningRate later = new LearningRate(1, LrSchedule.COSINE, 700, 2, 10);
    for (long step = 0; step < 12; step++) {
      assertThat(later.at(700 + step)).as("step %d", step).isEqualTo(rate.at(step));
    }
  }
}
