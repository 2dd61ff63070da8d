package clickahead.recbole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.NestedSetting;
import clickahead.config.NestedSettings;
import clickahead.config.Parameters;
import clickahead.eval.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What RecBole's keys mean here. */
class RecboleSettingsTest {
  private static final AtomicColumns ITEMS =
      new AtomicColumns(
          "ml.item",
          Map.of("item_id", "token", "class", "token_seq", "price", "float", "image", "float_seq"));
  private static final AtomicColumns EVENTS =
      new AtomicColumns("ml.inter", Map.of("price", "float", "type", "token", "paid", "float"));
  private static final AtomicColumns USERS =
      new AtomicColumns("ml.user", Map.of("type", "float", "gender", "token"));

  @TempDir private Path folder;

  private static RecboleSettings settings(String model, String... keys) {
    List<NestedSetting> all = new ArrayList<>();
    all.add(NestedSettings.parse("--model=" + model));
    all.add(NestedSettings.parse("--dataset=ml-100k"));
    Arrays.stream(keys).map(NestedSettings::parse).forEach(all::add);
    return new RecboleSettings(all);
  }

  private static Map<String, String> parameters(String model, String... keys) {
    return Parameters.of(
            RecboleTraining.of(settings(model, keys), ITEMS, EVENTS, USERS).parameters())
        .asText();
  }

  @Test
  void withoutAnyKeyThereAreRecbolesDefaults() {
    assertThat(parameters("GRU4Rec"))
        .containsEntry("epochs", "300")
        .containsEntry("seed", "2020")
        .containsEntry("train_batch_size", "2048")
        .containsEntry("learner", "adam")
        .containsEntry("learning_rate", "0.001")
        .containsEntry("embedding_size", "64")
        .containsEntry("hidden_size", "128")
        .containsEntry("num_layers", "1")
        .containsEntry("dropout_prob", "0.3")
        .containsEntry("loss_type", "ce")
        .containsEntry("max_length", "50")
        .containsEntry("length_mode", "window");
    assertThat(parameters("NARM"))
        .containsEntry("n_layers", "1")
        .containsEntry("dropout_probs", "0.25/0.5")
        .containsEntry("variant", "recbole");
    assertThat(parameters("GRU4RecF"))
        .containsEntry("selected_features", "class:token_seq")
        .containsEntry("pooling_mode", "sum");
    RecboleTraining<?> training = RecboleTraining.of(settings("GRU4Rec"), ITEMS, EVENTS, USERS);
    assertThat(training.evalStep()).isEqualTo(1);
    assertThat(training.stoppingStep()).isEqualTo(10);
    RecboleEvaluation evaluation = RecboleEvaluation.of(settings("GRU4Rec"));
    assertThat(evaluation.metrics())
        .containsExactly(Metric.RECALL, Metric.MRR, Metric.NDCG, Metric.HIT, Metric.PRECISION);
    assertThat(evaluation.cutOffs()).containsExactly(10);
    assertThat(evaluation.validMetric()).isEqualTo(Metric.MRR);
    assertThat(evaluation.repeatable()).isTrue();
    assertThat(evaluation.valid().candidates()).isEqualTo("all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--MAX_ITEM_LIST_LENGTH=20          | max_length       | 20",
        "--learner=sparse_adam              | learner          | adam",
        "--learner=sgd                      | learner          | sgd",
        "--weight_decay=0.01                | weight_decay     | 0.01",
        "--clip_grad_norm={'max_norm': 5, 'norm_type': 2} | clip_grad_norm | 5",
        "--clip_grad_norm=None              | clip_grad_norm   | 0",
        "--train_batch_size=512             | train_batch_size | 512",
        "--dropout_prob=0.1                 | dropout_prob     | 0.1",
        "--train_neg_sample_args=None       | n_sample         | auto",
        "--train_neg_sample_args={'sample_num': 7} | n_sample  | auto",
        "--length_mode=stream               | length_mode      | stream"
      })
  void keysBecomeParameters(String key, String name, String value) {
    assertThat(parameters("GRU4Rec", key)).containsEntry(name, value);
  }

  @Test
  void negativesAreThoseOfTheLossThatHasSome() {
    String bpr = "--loss_type=BPR";
    String args =
        "--train_neg_sample_args={'distribution': 'popularity', 'sample_num': 4, 'alpha': 0.5}";
    assertThat(parameters("GRU4Rec", bpr, args))
        .containsEntry("n_sample", "4")
        .containsEntry("sample_alpha", "0.5");
    assertThat(parameters("GRU4Rec", bpr, "--train_neg_sample_args={'sample_num': 2}"))
        .containsEntry("n_sample", "2")
        .containsEntry("sample_alpha", "0");
  }

  @Test
  void listsAreTakenAsYamlAndPythonWriteThem() {
    assertThat(parameters("NARM", "--dropout_probs=[0.1,0.2]"))
        .containsEntry("dropout_probs", "0.1/0.2");
    assertThat(parameters("GRU4RecF", "--selected_features=['class', 'price']"))
        .containsEntry("selected_features", "class:token_seq/price:normalized");
    RecboleEvaluation evaluation =
        RecboleEvaluation.of(
            settings(
                "NARM",
                "--topk=[20,5]",
                "--metrics=['NDCG','AUC','ItemCoverage']",
                "--valid_metric=NDCG@5",
                "--eval_args={'split': {'RS': [0.8,0.1,0.1]}, 'mode': {'valid': 'uni100', 'test':"
                    + " 'full'}}"));
    assertThat(evaluation.cutOffs()).containsExactly(5, 20);
    assertThat(evaluation.metrics()).containsExactly(Metric.NDCG);
    assertThat(evaluation.lists()).containsExactly("itemcoverage");
    assertThat(evaluation.remarks()).singleElement().asString().contains("AUC");
    assertThat(evaluation.validMetric()).isEqualTo(Metric.NDCG);
    assertThat(evaluation.valid().candidates()).isEqualTo("uniform:100");
    assertThat(evaluation.test().candidates()).isEqualTo("all");
    assertThat(evaluation.valid().shares()).containsExactly(0.8, 0.1, 0.1);
  }

  @Test
  void theCommandLineWinsOverTheFileAndTheFileOverTheDefaults() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("some.yaml"),
            """
            # as RecBole's own
            model: GRU4Rec
            dataset: ml-100k
            hidden_size: 32
            learning_rate: 0.01
            topk: [1, 10]
            train_neg_sample_args: ~
            """);
    List<NestedSetting> all = new ArrayList<>(NestedSettings.read(file));
    all.add(NestedSettings.parse("--hidden_size=16"));
    Map<String, String> values =
        Parameters.of(
                RecboleTraining.of(new RecboleSettings(all), ITEMS, EVENTS, USERS).parameters())
            .asText();
    assertThat(values)
        .containsEntry("hidden_size", "16")
        .containsEntry("learning_rate", "0.01")
        .containsEntry("embedding_size", "64");
  }

  @Test
  void anUnknownKeyFailsWithTheNearestKnownAndItsLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("some.yaml"), "model: NARM\ndataset: d\nlearning_rat: 0.1\n");
    assertThatThrownBy(() -> new RecboleSettings(NestedSettings.read(file)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(file + ":3: unknown key 'learning_rat'; did you mean 'learning_rate'?");
    assertThatThrownBy(() -> settings("NARM", "--num_layers=2"))
        .hasMessage("unknown key 'num_layers'; did you mean 'n_layers'?");
    assertThatThrownBy(() -> settings("SASRec"))
        .hasMessage("model SASRec is not here; of RecBole's there are GRU4Rec, GRU4RecF, NARM");
  }

  @Test
  void keysWithoutMeaningAreNamedWithTheReason() {
    assertThat(settings("NARM", "--gpu_id=0", "--seq_len=None", "--kg_reverse_r=True"))
        .extracting(RecboleSettings::withoutMeaning)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
        .containsExactly(
            "gpu_id (everything is computed on the CPU)",
            "kg_reverse_r (the models here read no knowledge graph)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=many                  | must be a whole number",
        "--topk=0                       | expected whole numbers above 0",
        "--valid_metric=AUC             | expected one of Recall",
        "--metrics=[Recal]              | unknown metric 'Recal'",
        "--learner=lbfgs                | expected adam, sgd",
        "--clip_grad_norm={'max_norm': 5, 'norm_type': 1} | only the Euclidean norm",
        "--stopping_step=-1             | expected 0 or more",
        "--eval_args={'split': {'XX': 1}} | split is 'XX'",
        "--repeatable=maybe             | expected True or False"
      })
  void aValueThatCannotBeIsOneClearError(String key, String message) {
    assertThatThrownBy(
            () -> {
              RecboleSettings settings = settings("GRU4Rec", key);
              RecboleTraining.of(settings, ITEMS, EVENTS, USERS);
              RecboleEvaluation.of(settings);
            })
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void featuresThatAreNotThereAreNamedWithThoseThatAre() {
    assertThatThrownBy(() -> parameters("GRU4RecF", "--selected_features=[genre]"))
        .hasMessageContaining("'genre', which is a column of neither ml.item (columns that are")
        .hasMessageContaining("class")
        .hasMessageContaining("nor ml.inter (columns that are read: ")
        .hasMessageContaining("paid")
        .hasMessageContaining("nor ml.user (columns that are read: ");
    assertThat(parameters("GRU4RecF", "--selected_features=[class, image]"))
        .containsEntry("selected_features", "class:token_seq/image:vector");
  }

  @Test
  void columnOfTheInteractionsIsAFeatureOfTheEventsUnlessTheItemsHaveOneOfItsName() {
    assertThat(parameters("GRU4RecF", "--selected_features=[price, type, paid, gender]"))
        .containsEntry(
            "selected_features",
            "price:normalized/event:type:token/event:paid:normalized/session:gender:token");
    assertThat(parameters("GRU4RecF", "--selected_features=['event:price', 'session:type:token']"))
        .containsEntry("selected_features", "event:price:token/session:type:token");
  }
}
