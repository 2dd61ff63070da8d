package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.graph.LossSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which loss settings go together, and what auto stands for. */
class LossParametersTest {
  private static Gru4RecParameters parameters(String settings) {
    Parameters<Gru4RecParameters> parameters = Parameters.of(Gru4RecParameters.class);
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return parameters.build();
  }

  @ParameterizedTest
  @CsvSource({
    "loss=cross-entropy, linear",
    "loss=cross-entropy final_act=softmax, linear",
    "loss=xe_logit final_act=softmax_logit, linear",
    "loss=bpr-max, elu-0.5",
    "loss=bpr-max elu_param=1, elu-1.0",
    "loss=bpr-max elu_param=0, linear",
    "loss=bpr-max final_act=linear, linear",
    "loss=bpr-max final_act=tanh, tanh",
    "loss=top1, linear",
    "loss=top1-max final_act=relu, relu",
    "loss=bpr final_act=leaky-0.2, leaky-0.2"
  })
  void autoIsWhatTheLossImpliesAndAnExplicitActivationWins(String settings, String activation) {
    LossSettings loss = parameters(settings).lossSettings(new int[] {1, 2});
    assertThat(loss.activation()).hasToString(activation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss=cross-entropy final_act=linear | needs softmax. Set final_act=auto",
        "loss=cross-entropy final_act=softmax_logit | needs softmax. Set final_act=auto",
        "loss=xe_logit final_act=softmax | needs softmax_logit. Set final_act=auto",
        "loss=bpr-max final_act=softmax | needs linear, relu, tanh",
        "loss=top1 final_act=softmax | needs linear, relu, tanh",
        "loss=bpr smoothing=0.1 | smoothing needs loss=cross-entropy or xe-logit",
        "loss=bpr full_softmax=true | full_softmax needs loss=cross-entropy or xe-logit",
        "full_softmax=true logq=1 | full_softmax samples nothing. Set logq=0 or auto",
        "full_softmax=true exclude_accidental_hits=true | full_softmax has every item once"
      })
  void contradictionsAreRefusedWithWhatToChange(String settings, String message) {
    assertThatThrownBy(() -> parameters(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void logqIsOneWhereItHasATheoryAndOffElsewhereUnlessAskedFor() {
    int[] supports = {3, 7};
    for (String settings :
        Arrays.asList("loss=cross-entropy", "loss=xe-logit", "loss=bpr logq=1")) {
      assertThat(parameters(settings).lossSettings(supports).logq().isOn()).as(settings).isTrue();
    }
    for (String settings :
        Arrays.asList("loss=bpr", "loss=bpr-max", "full_softmax=true", "logq=0")) {
      assertThat(parameters(settings).lossSettings(supports).logq().isOn()).as(settings).isFalse();
    }
  }

  @Test
  void aFullSoftmaxDrawsNoSamples() {
    assertThat(parameters("full_softmax=true n_sample=100").samplesPerStep()).isZero();
    assertThat(parameters("n_sample=100").samplesPerStep()).isEqualTo(100);
  }
}
