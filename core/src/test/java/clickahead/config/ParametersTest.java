package clickahead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import clickahead.model.Gru4RecParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private final Parameters<Gru4RecParameters> defaults = Parameters.of(Gru4RecParameters.class);

  @Test
  void defaultsOfGru4RecStayAsTheyAre() {
    assertThat(defaults.asText())
        .containsExactly(
            entry("loss", "cross-entropy"),
            entry("final_act", "auto"),
            entry("layers", "100"),
            entry("cell", "auto"),
            entry("hidden_act", "tanh"),
            entry("batch_size", "32"),
            entry("bptt", "1"),
            entry("n_epochs", "10"),
            entry("train_random_order", "false"),
            entry("time_sort", "true"),
            entry("learning_rate", "0.1"),
            entry("lr_schedule", "constant"),
            entry("warmup", "0"),
            entry("adapt", "adagrad"),
            entry("adapt_params", ""),
            entry("momentum", "0"),
            entry("nesterov", "false"),
            entry("lmbd", "0"),
            entry("grad_cap", "0"),
            entry("dropout_p_embed", "0"),
            entry("dropout_p_hidden", "0"),
            entry("n_sample", "2048"),
            entry("sample_alpha", "0.5"),
            entry("logq", "auto"),
            entry("smoothing", "0"),
            entry("exclude_accidental_hits", "false"),
            entry("full_softmax", "false"),
            entry("bpreg", "1"),
            entry("elu_param", "0.5"),
            entry("constrained_embedding", "true"),
            entry("embedding", "0"),
            entry("sigma", "0"),
            entry("init_as_normal", "false"),
            entry("precision", "f32"),
            entry("seed", "42"),
            entry("dwell_weight", "0"),
            entry("dwell_weight_cap", "10"),
            entry("threads", "0"));
  }

  @Test
  void namesAreTheOfficialOnes() {
    assertThat(defaults.declared())
        .extracting(DeclaredParameter::name)
        .containsExactly(
            "loss",
            "final_act",
            "layers",
            "cell",
            "hidden_act",
            "batch_size",
            "bptt",
            "n_epochs",
            "train_random_order",
            "time_sort",
            "learning_rate",
            "lr_schedule",
            "warmup",
            "adapt",
            "adapt_params",
            "momentum",
            "nesterov",
            "lmbd",
            "grad_cap",
            "dropout_p_embed",
            "dropout_p_hidden",
            "n_sample",
            "sample_alpha",
            "logq",
            "smoothing",
            "exclude_accidental_hits",
            "full_softmax",
            "bpreg",
            "elu_param",
            "constrained_embedding",
            "embedding",
            "sigma",
            "init_as_normal",
            "precision",
            "seed",
            "dwell_weight",
            "dwell_weight_cap",
            "threads");
  }

  @Test
  void laterSettingsWin() {
    Gru4RecParameters parameters =
        defaults
            .with(List.of(Setting.of("layers", "50"), Setting.of("batch_size", "64")))
            .with("layers", "224")
            .build();
    assertThat(parameters.layers()).containsExactly(224);
    assertThat(parameters.batchSize()).isEqualTo(64);
    assertThat(parameters.nSample()).isEqualTo(2048);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss | bpr-max | bpr-max",
        "loss | BPR_MAX | bpr-max",
        "loss | xe_logit | xe-logit",
        "loss | top1-max | top1-max",
        "final_act | softmax_logit | softmax_logit",
        "final_act | ELU-0.5 | elu-0.5",
        "final_act | selu-1.05-1.67 | selu-1.05-1.67",
        "final_act | leaky-.2 | leaky-0.2",
        "final_act | auto | auto",
        "logq | auto | auto",
        "layers | 100/50 | 100/50",
        "layers | 100, 50 | 100/50",
        "learning_rate | 1e-2 | 0.01",
        "logq | 1.0 | 1",
        "constrained_embedding | True | true",
        "constrained_embedding | 1 | true",
        "seed | -9223372036854775808 | -9223372036854775808",
      })
  void valuesAreReadAsUsersWriteThem(String name, String written, String rendered) {
    assertThat(defaults.with(name, written).asText()).containsEntry(name, rendered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning_rate | -1 | learning_rate=-1: must be above 0",
        "learning_rate | 0 | learning_rate=0: must be above 0",
        "learning_rate | NaN | learning_rate=NaN: must be a number",
        "learning_rate | 1e999 | learning_rate=1e999: must be a number",
        "momentum | 1 | momentum=1: must be at least 0 and below 1",
        "sample_alpha | 1.5 | sample_alpha=1.5: must be at least 0 and at most 1",
        "n_epochs | 0 | n_epochs=0: must be at least 1",
        "n_epochs | ten | n_epochs=ten: must be a whole number of at most 2147483647",
        "batch_size | 3000000000 | batch_size=3000000000: must be a whole number of at most"
            + " 2147483647",
        "layers | 100//50 | layers=100//50: must be whole numbers separated by / or commas, for"
            + " example 100/100",
        "layers | 100/0 | layers=100/0: must be at least 1",
        "loss | hinge | loss=hinge: must be top1, bpr, cross-entropy, xe-logit, top1-max or"
            + " bpr-max",
        "final_act | elu | final_act=elu: must be auto, linear, relu, tanh, leaky-X, elu-X,"
            + " selu-X-Y, softmax or softmax_logit",
        "final_act | tanh-1 | final_act=tanh-1: must be auto, linear, relu, tanh, leaky-X, elu-X,"
            + " selu-X-Y, softmax or softmax_logit",
        "logq | -1 | logq=-1: must be at least 0",
        "logq | some | logq=some: must be a number or auto",
        "smoothing | 1 | smoothing=1: must be at least 0 and below 1",
        "constrained_embedding | yes | constrained_embedding=yes: must be true or false",
        "learning_rat | 1 | unknown parameter 'learning_rat'; did you mean 'learning_rate'?",
        "learning-rate | 1 | unknown parameter 'learning-rate'; did you mean 'learning_rate'?",
      })
  void whatIsNotAllowedIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> defaults.with(name, value))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(message);
  }

  @Test
  void aNameLikeNoOtherListsTheKnownOnes() {
    assertThatThrownBy(() -> defaults.with("temperature", "1"))
        .hasMessageStartingWith("unknown parameter 'temperature' (known: loss, final_act, layers, ")
        .hasMessageEndingWith(", seed, dwell_weight, dwell_weight_cap, threads)");
  }

  @Test
  void textLeadsBackToTheSameRecord() {
    Gru4RecParameters parameters =
        defaults
            .with(Map.of("layers", "100/50", "loss", "bpr-max", "learning_rate", "1e-7"))
            .build();
    assertThat(defaults.with(Parameters.of(parameters).asText()).build()).isEqualTo(parameters);
  }

  @Test
  void jsonHasNumbersListsAndNames() {
    assertThat(defaults.with("layers", "100/50").asJson())
        .containsEntry("layers", List.of(100, 50))
        .containsEntry("learning_rate", 0.1)
        .containsEntry("constrained_embedding", true)
        .containsEntry("loss", "cross-entropy");
  }

  @Test
  void aFlagWithoutEqualsSignSaysHowToWriteIt() {
    assertThat(Setting.parse("layers = 100/50")).isEqualTo(Setting.of("layers", "100/50"));
    assertThatThrownBy(() -> Setting.parse("layers"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("'layers' sets nothing; write name=value, for example learning_rate=0.1");
  }

  /** A record that refuses what its bounds cannot say. */
  public record Picky(@Parameter(text = "Anything.", defaultValue = "1") int value) {
    /** Refuses 13. */
    public Picky {
      if (value == 13) {
        throw new IllegalArgumentException("value=13: brings bad luck");
      }
    }
  }

  @Test
  void whatTheRecordItselfRefusesIsAnInvalidSetting() {
    assertThatThrownBy(() -> Parameters.of(Picky.class).with("value", "13").build())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("value=13: brings bad luck");
  }
}
