package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorWidthTest {

  @BeforeEach
  void skipAWidthThatTheMachineLacks() {
    MachineVectors.assumeWidthIsAvailable();
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void takesTheWidthOfTheMachineByDefault(int bits) {
    assertThat(VectorWidth.choose(null, bits).vectorBitSize()).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({"128,512", "256,512", "512,512", "128,256", "256,256", "128,128"})
  void takesANarrowerWidthOnRequest(String requested, int machine) {
    assertThat(VectorWidth.choose(requested, machine).vectorBitSize())
        .isEqualTo(Integer.parseInt(requested));
  }

  @Test
  void hasAtLeastFourLanes() {
    assertThat(VectorWidth.choose(null, 64).length()).isEqualTo(4);
  }

  @Test
  void refusesVectorsThatTheMachineLacks() {
    assertThatThrownBy(() -> VectorWidth.choose("512", 256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clickahead.vector.bits is '512'")
        .hasMessageContaining("no more than the 256 bits of this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "64", "200", "wide", "-128"})
  void refusesWhatIsNoWidth(String requested) {
    assertThatThrownBy(() -> VectorWidth.choose(requested, 512))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + requested + "', expected 128, 256 or 512");
  }
}
