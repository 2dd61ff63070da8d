package clickahead.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

  /** By hand: sorted .005 .01 .03 .04 times 4 3 2 1, then never falling. */
  @Test
  void pValuesAreMultipliedByTheNumberThatIsLeft() {
    double[] corrected = Holm.correct(0.01, 0.04, 0.03, 0.005);
    double[] expected = {0.03, 0.06, 0.06, 0.02};
    for (int i = 0; i < 4; i++) {
      assertThat(corrected[i]).isCloseTo(expected[i], within(1e-15));
    }
  }

  @Test
  void onePValueStaysAndNoneExceedsOne() {
    assertThat(Holm.correct(0.2)).containsExactly(0.2);
    assertThat(Holm.correct(0.7, 0.9)).containsExactly(1, 1);
    assertThat(Holm.correct()).isEmpty();
  }
}
