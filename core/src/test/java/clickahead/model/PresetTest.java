package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.graph.Loss;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PresetTest {
  private static Gru4RecParameters parameters(String preset) {
    return Parameters.of(Gru4RecParameters.class).with(Preset.of(preset).settings()).build();
  }

  @Test
  void everyPresetHasTheParametersThatArePublished() {
    Set<String> published =
        Set.of(
            "loss",
            "layers",
            "batch_size",
            "dropout_p_embed",
            "dropout_p_hidden",
            "learning_rate",
            "momentum",
            "n_sample",
            "sample_alpha",
            "logq",
            "constrained_embedding",
            "embedding",
            "n_epochs");
    for (Preset preset : Preset.all()) {
      assertThat(preset.settings().stream().map(Setting::name).collect(Collectors.toSet()))
          .as(preset.name())
          .containsAll(published);
      Gru4RecParameters built = parameters(preset.name());
      assertThat(built.constrainedEmbedding()).isTrue();
      assertThat(built.loss() == Loss.BPR_MAX ? 0.0 : 1.0)
          .as("logq of %s", preset.name())
          .isEqualTo(built.logq().orElseThrow());
    }
    assertThat(Preset.all().stream().map(Preset::name))
        .contains("rsc15", "yoochoose", "rees46", "coveo", "retailrocket", "diginetica");
  }

  @Test
  void retailrocketIsThePublishedOne() {
    Gru4RecParameters p = parameters("retailrocket");
    assertThat(p.loss()).isEqualTo(Loss.BPR_MAX);
    assertThat(p.finalAct()).hasToString("elu-0.5");
    assertThat(p.layers()).containsExactly(224);
    assertThat(p.batchSize()).isEqualTo(80);
    assertThat(
            List.of(
                p.dropoutPEmbed(),
                p.dropoutPHidden(),
                p.learningRate(),
                p.momentum(),
                p.sampleAlpha(),
                p.bpreg()))
        .containsExactly(0.5, 0.05, 0.05, 0.4, 0.4, 1.95);
  }

  /** The official code names two sets of best parameters for RSC15 that contradict each other. */
  @Test
  void g5_rsc15IsTheParameterFileNotTheTable() {
    Gru4RecParameters p = parameters("rsc15");
    assertThat(
            List.of(
                p.dropoutPEmbed(),
                p.dropoutPHidden(),
                p.learningRate(),
                p.momentum(),
                p.sampleAlpha()))
        .containsExactly(0.0, 0.4, 0.2, 0.2, 0.5)
        .isNotEqualTo(List.of(0.1, 0.0, 0.1, 0.0, 0.75));
  }

  @Test
  void anUnknownNameGetsTheNearestAndAll() {
    assertThatThrownBy(() -> Preset.of("retailrockets"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("unknown preset 'retailrockets'; did you mean 'retailrocket'?")
        .hasMessageContaining("rsc15, yoochoose");
  }
}
