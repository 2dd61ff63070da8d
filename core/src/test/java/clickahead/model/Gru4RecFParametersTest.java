package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many networks an architecture has, and which settings contradict it. */
class Gru4RecFParametersTest {
  private static Gru4RecFParameters parameters(String settings) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class).with("selected_features", "a/b/c");
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return parameters.build();
  }

  @ParameterizedTest
  @CsvSource({
    "architecture=recbole, 2",
    "architecture=item-only, 1",
    "architecture=feature-only, 1",
    "architecture=concatenated, 1",
    "architecture=parallel, 2",
    "architecture=parallel-shared, 2",
    "architecture=parallel-interaction, 2",
    "architecture=recbole network_per_feature=true, 4",
    "architecture=feature-only network_per_feature=true, 3",
    "architecture=parallel network_per_feature=true, 4"
  })
  void eachRepresentationHasANetwork(String settings, int networks) {
    Gru4RecFParameters p = parameters(settings);
    assertThat(p.networks()).isEqualTo(networks);
    assertThat(p.weightOfEach()).hasSize(networks).containsOnly(1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architecture=concatenated network_per_feature=true | architecture=concatenated has no more",
        "architecture=item-only network_per_feature=true | Leave it out, or set architecture=parallel",
        "network_weights=1/2 | architecture=recbole learns how to",
        "architecture=parallel network_weights=1/2/3 | 3 values, and the model has 2 GRUs",
        "architecture=item-only network_weights=1/2 | 2 values, and the model has 1 GRU",
        "strategy=alternating architecture=concatenated | strategy=alternating trains several GRUs",
        "strategy=residual architecture=item-only | architecture=item-only has one",
        "strategy=residual epochs=1 | needs an epoch for each of the 2 GRUs. Set epochs=2 or more",
        "architecture=both | recbole, item-only, feature-only, concatenated, parallel"
      })
  void contradictionsAreRefusedWithWhatToChange(String settings, String message) {
    assertThatThrownBy(() -> parameters(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }
}
