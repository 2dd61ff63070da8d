package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.graph.Cell;
import clickahead.graph.Loss;
import clickahead.graph.parallel.InputMode;
import clickahead.math.Activation;
import clickahead.model.OfficialWeights.Dialect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficialSettingsTest {
  private static final int[] SUPPORTS = {3, 2, 1};

  private static OfficialSettings read(Dialect dialect, String settings) {
    List<Setting> list =
        settings == null
            ? List.of()
            : Arrays.stream(settings.split(" ")).map(Setting::parse).toList();
    return new OfficialSettings(dialect, List.of(), list);
  }

  private static Map<String, String> values(Dialect dialect, String settings) {
    return Parameters.of(read(dialect, settings).parameters()).asText();
  }

  @Test
  void withoutSettingsTheDialectsDefaultsHold() {
    assertThat(values(Dialect.PYTORCH, null))
        .containsEntry("loss", "cross-entropy")
        .containsEntry("batch_size", "64")
        .containsEntry("learning_rate", "0.05")
        .containsEntry("sample_alpha", "0.5")
        .containsEntry("constrained_embedding", "true")
        .containsEntry("elu_param", "0.5")
        .containsEntry("logq", "0")
        .containsEntry("cell", "auto");
    assertThat(values(Dialect.THEANO, null))
        .containsEntry("loss", "bpr-max")
        .containsEntry("batch_size", "32")
        .containsEntry("learning_rate", "0.1")
        .containsEntry("sample_alpha", "0.75")
        .containsEntry("constrained_embedding", "false")
        .containsEntry("embedding", "0")
        .containsEntry("logq", "0")
        .containsEntry("cell", "reset-before");
    for (Dialect dialect : Dialect.values()) {
      assertThat(values(dialect, null))
          .containsEntry("layers", "100")
          .containsEntry("n_epochs", "10")
          .containsEntry("n_sample", "2048")
          .containsEntry("adapt", "adagrad")
          .containsEntry("bpreg", "1")
          .containsEntry("momentum", "0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "THEANO, , linear",
    "THEANO, final_act=elu-0.5, elu-0.5",
    "THEANO, loss=cross-entropy, linear",
    "THEANO, loss=cross-entropy final_act=softmax, linear",
    "THEANO, loss=xe_logit final_act=softmax_logit, linear",
    "THEANO, loss=top1 final_act=tanh, tanh",
    "PYTORCH, loss=bpr-max, elu-0.5",
    "PYTORCH, loss=bpr-max elu_param=0, linear",
    "PYTORCH, loss=bpr-max elu_param=1, elu-1"
  })
  void theLossSeesScoresAsThatVersionsDoes(Dialect dialect, String settings, String activation) {
    assertThat(read(dialect, settings).parameters().lossSettings(SUPPORTS).activation())
        .isEqualTo(Activation.parse(activation));
  }

  @Test
  void g3_theCellsAreThatVersions() {
    CellChoice theano = read(Dialect.THEANO, null).parameters().cell();
    CellChoice pytorch = read(Dialect.PYTORCH, null).parameters().cell();
    for (InputMode input : InputMode.values()) {
      assertThat(theano.of(0, input)).isEqualTo(Cell.RESET_BEFORE);
      assertThat(theano.of(1, input)).isEqualTo(Cell.RESET_BEFORE);
      assertThat(pytorch.of(0, input))
          .isEqualTo(input == InputMode.ONE_HOT ? Cell.RESET_BEFORE : Cell.RESET_AFTER);
    }
  }

  @Test
  void officialSpellingsAreUnderstood() {
    assertThat(
            values(
                Dialect.THEANO,
                "adapt=None layers=200/100 constrained_embedding=0 embedding=layersize"
                    + " train_random_order=True time_sort=False loss=xe_logit smoothing=0.1"))
        .containsEntry("adapt", "sgd")
        .containsEntry("layers", "200/100")
        .containsEntry("embedding", "layersize")
        .containsEntry("train_random_order", "true")
        .containsEntry("time_sort", "false")
        .containsEntry("loss", "xe-logit");
    assertThat(values(Dialect.THEANO, "adapt=adam adapt_params=0.9/0.99"))
        .containsEntry("adapt_params", "0.9/0.99");
    assertThat(values(Dialect.PYTORCH, "seed=7 threads=1")).containsEntry("seed", "7");
  }

  @Test
  void columnsAreKeptApart() {
    OfficialSettings settings = read(Dialect.THEANO, "session_key=sid item_key=iid");
    assertThat(settings.columns())
        .containsOnly(Map.entry("session_key", "sid"), Map.entry("item_key", "iid"));
  }

  @ParameterizedTest
  @CsvSource({
    "PYTORCH, embedding=50, embedding, constrained_embedding=True",
    "PYTORCH, constrained_embedding=False dropout_p_embed=0.2, dropout_p_embed, one-hot",
    "PYTORCH, loss=bpr-max logq=1, logq, cross-entropy alone",
    "THEANO, smoothing=0.1, smoothing, only cross-entropy"
  })
  void g3_whatHasNoEffectThereHasNoneHereAndIsSaid(
      Dialect dialect, String settings, String name, String why) {
    OfficialSettings read = read(dialect, settings);
    assertThat(Parameters.of(read.parameters()).asText()).containsEntry(name, "0");
    assertThat(read.remarks())
        .singleElement()
        .asString()
        .startsWith(name + "=")
        .contains("has no effect")
        .contains(why);
  }

  @Test
  void logqOfAPairwiseLossIsTheTheanoVersionsAlone() {
    assertThat(values(Dialect.THEANO, "logq=1")).containsEntry("logq", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PYTORCH | learning_rat=0.1          | did you mean 'learning_rate'
          PYTORCH | final_act=linear          | 'final_act' is a parameter of the theano version; add --dialect theano
          THEANO  | elu_param=0.5             | 'elu_param' is a parameter of the pytorch version
          THEANO  | loss=cross-entropy final_act=linear | final_act=linear does not go with loss=cross-entropy
          PYTORCH | batch_size=x              | batch_size=x: must be a whole number
          """)
  void whatIsWrongSaysWhatToDo(Dialect dialect, String settings, String message) {
    assertThatThrownBy(() -> read(dialect, settings).parameters())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPresetStandsBetweenDefaultsAndSettings() {
    Preset preset = Preset.of("diginetica");
    for (Dialect dialect : Dialect.values()) {
      Gru4RecParameters parameters =
          new OfficialSettings(dialect, preset.settings(), List.of(Setting.of("batch_size", "7")))
              .parameters();
      assertThat(parameters.batchSize()).isEqualTo(7);
      assertThat(parameters.layers()).containsExactly(512);
      assertThat(parameters.loss()).isEqualTo(Loss.BPR_MAX);
      assertThat(parameters.lossSettings(SUPPORTS).activation()).isEqualTo(Activation.elu(1));
      assertThat(parameters.hiddenAct()).isEqualTo(Activation.TANH);
    }
  }
}
