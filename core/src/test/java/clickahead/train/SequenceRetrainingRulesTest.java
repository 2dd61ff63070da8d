package clickahead.train;

import static clickahead.train.RetrainingCase.ALL;
import static clickahead.train.RetrainingCase.KNOWN;
import static clickahead.train.RetrainingCase.NEW;
import static clickahead.train.RetrainingCase.USUAL;
import static clickahead.train.RetrainingCase.begin;
import static clickahead.train.RetrainingCase.goOn;
import static clickahead.train.RetrainingCase.row;
import static clickahead.train.RetrainingCase.texts;
import static clickahead.train.RetrainingCase.trainAll;
import static clickahead.train.RetrainingCase.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemVectors;
import clickahead.data.SessionLog;
import clickahead.graph.ItemTable;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.SequenceModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be chosen when a sequence model goes on, what cannot, and that it learns. */
class SequenceRetrainingRulesTest {
  @TempDir private Path folder;
  private RetrainingCase models;

  @BeforeEach
  void inItsFolder() {
    models = new RetrainingCase(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "narm", "gru4recf"})
  void newItemsBeginAsIsAskedFor(String kind) throws IOException {
    String settings = "item_bias=true architecture=parallel selected_features=colour";
    SavedModel old = models.old(kind, kind.equals("gru4recf") ? settings : "item_bias=true");
    SequenceModel drawn;
    Retraining glorot = retraining(old, "glorot");
    try (Training first = goOn(glorot, Map.of());
        Training means = goOn(retraining(old, "neighbours"), Map.of());
        Training likes = goOn(retraining(old, "category:colour"), Map.of())) {
      drawn = weights(first);
      assertThat(glorot.newItems()).isEqualTo(4);
      assertThat(glorot.means()).isZero();
      for (String name : drawn.tables().keySet()) {
        if (name.startsWith(SequenceModel.FEATURES)) {
          continue;
        }
        ItemTable random = drawn.tables().get(name);
        ItemTable neighbours = weights(means).tables().get(name);
        ItemTable category = weights(likes).tables().get(name);
        assertThat(row(neighbours, 0, 8)).as(name).isEqualTo(mean(neighbours, 2));
        assertThat(row(neighbours, 0, 9)).isEqualTo(mean(neighbours, 2));
        // Items 10 and 11 stand beside each other alone; 10 has the colour of 2 and 5.
        assertThat(row(neighbours, 0, 11)).isEqualTo(row(random, 0, 11));
        assertThat(row(category, 0, 10)).isEqualTo(mean(category, 2, 5));
        assertThat(row(category, 0, 9)).isEqualTo(mean(category, 1, 4, 7));
        assertThat(row(category, 0, 11)).isEqualTo(row(random, 0, 11));
        for (int item = 0; item < KNOWN; item++) {
          assertThat(row(random, 0, item)).isEqualTo(row(neighbours, 0, item));
        }
      }
    }
  }

  private static Retraining retraining(SavedModel old, String newItems) {
    return new Retraining(old, NEW, new Retraining.Options(NewItems.parse(newItems), true, true));
  }

  private static List<Double> mean(ItemTable table, int... items) {
    return IntStream.rangeClosed(0, table.units())
        .mapToObj(
            k ->
                (double)
                    (float)
                        Arrays.stream(items)
                            .mapToDouble(i -> table.get(0, i, k))
                            .average()
                            .orElseThrow())
        .toList();
  }

  @Test
  void theOptimizersStateIsKeptOrResetAndThatOfNewItemsIsZero() throws IOException {
    SavedModel old = models.old("gru4rec-seq", "item_bias=true");
    Retraining.Options reset = new Retraining.Options(NewItems.parse("glorot"), false, true);
    try (Training keeps = goOn(new Retraining(old, NEW, USUAL), Map.of());
        Training begins = goOn(new Retraining(old, NEW, reset), Map.of("learner", "adagrad"))) {
      ItemTable kept = weights(keeps).items();
      for (int plane = 1; plane <= 2; plane++) {
        for (int item = 0; item < ALL; item++) {
          boolean known = item < KNOWN;
          assertThat(row(kept, plane, item).stream().anyMatch(x -> x != 0)).isEqualTo(known);
        }
      }
      assertThat(row(weights(begins).items(), 1, 2)).allMatch(x -> x == 0);
      assertThat(keeps.model(Map.of()).record())
          .containsEntry("steps", old.record().get("steps") instanceof Integer i ? (long) i : -1L)
          .containsEntry("optimizer_steps", keeps.model(Map.of()).record().get("steps"));
      assertThat(begins.model(Map.of()).record()).containsEntry("optimizer_steps", 0L);
    }
  }

  @Test
  void supportsAddUpOrComeFromTheNewSessions() throws IOException {
    SavedModel old = models.old("narm", "epochs=1");
    Retraining.Options newer = new Retraining.Options(NewItems.parse("glorot"), true, false);
    try (Training all = goOn(new Retraining(old, NEW, USUAL), Map.of());
        Training alone = goOn(new Retraining(old, NEW, newer), Map.of())) {
      assertThat(all.model(Map.of()).supports())
          .containsExactly(2, 2, 5, 2, 1, 2, 1, 1, 1, 1, 1, 1);
      assertThat(alone.model(Map.of()).supports())
          .containsExactly(0, 1, 3, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, item_bias=true, embedding_size=6",
    "gru4rec-seq, item_bias=true, hidden_size=7",
    "gru4rec-seq, item_bias=true, num_layers=2",
    "gru4rec-seq, item_bias=true, gru_bias=true",
    "gru4rec-seq, item_bias=true, item_bias=false",
    "gru4rec-seq, item_bias=true, reverse=true",
    "narm, variant=paper, variant=recbole",
    "narm, variant=paper, attention_softmax=true",
    "narm, variant=paper, hard_sigmoid=true",
    "narm, variant=paper, n_layers=2",
    "gru4recf, selected_features=colour, selected_features=colour:token_seq",
    "gru4recf, selected_features=colour, pooling_mode=mean",
    "gru4recf, selected_features=colour, architecture=item-only",
    "gru4recf, architecture=parallel selected_features=colour, network_weights=1/2",
    "gru4recf, architecture=parallel selected_features=colour, network_per_feature=true"
  })
  void whatTheModelIsMadeOfCannotChange(String kind, String settings, String change)
      throws IOException {
    SavedModel old = models.old(kind, settings);
    String name = change.split("=")[0];
    String was = Parameters.of(old.parameters()).asText().get(name);
    assertThatThrownBy(
            () -> goOn(new Retraining(old, NEW, USUAL), Map.of(name, change.split("=")[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            change + ": the model was trained with " + name + "=" + was + ", and its shape");
  }

  @Test
  void theStateOfAnotherOptimizerIsRefused() throws IOException {
    SavedModel old = models.old("gru4rec-seq", "epochs=1");
    assertThatThrownBy(() -> goOn(new Retraining(old, NEW, USUAL), Map.of("learner", "sgd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learner=sgd: the state that is kept is of adam. Reset it");
  }

  @Test
  void vectorsOfAnotherLengthAreRefused() throws IOException {
    SavedModel old = models.old("gru4recf", "selected_features=image:vector");
    TrainingSet longer =
        TrainingSet.of(
            SessionLog.of(new int[] {0, 1}),
            Catalog.of(List.of("i1", "new"), Map.of())
                .with(
                    new ItemFeatures(Map.of("image", ItemVectors.of(new float[2][4])), Map.of())));
    assertThatThrownBy(() -> new Retraining(old, longer, USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the new vectors 'image' have 4 numbers, those before 3");
  }

  /** Walks along a ring of items, from any of them. */
  private static SessionLog ring(int first, int items, int sessions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] walks = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      int begin = random.nextInt(items);
      walks[s] = IntStream.range(0, 5).map(i -> first + (begin + i) % items).toArray();
    }
    return SessionLog.of(walks);
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, dropout_prob=0",
    "narm, dropout_probs=0/0",
    "gru4recf, dropout_prob=0 selected_features=colour"
  })
  void whatTheNewSessionsTeachIsLearntAndRecommended(String name, String settings)
      throws IOException {
    int items = 10;
    Catalog first = ringCatalog(0, items);
    Catalog both = ringCatalog(0, 2 * items);
    String small =
        settings + " embedding_size=16 hidden_size=24 train_batch_size=32 learning_rate=0.02";
    ModelKind<?> kind = ModelKind.named(name).orElseThrow();
    SavedModel old;
    try (Training training =
        begin(kind, small + " epochs=12", TrainingSet.of(ring(0, items, 200, 1), first))) {
      trainAll(training);
      old = models.saved(training, "old.model");
    }
    // The new ring, and a few walks along the old one, lest it is forgotten.
    SessionLog newer =
        SessionLog.concat(List.of(ring(items, items, 200, 2), ring(0, items, 40, 3)));
    try (Training training =
        goOn(new Retraining(old, TrainingSet.of(newer, both), USUAL), Map.of("epochs", "12"))) {
      trainAll(training);
      models.saved(training, "next.model");
    }
    Recommender recommender = Recommender.load(folder.resolve("next.model"));
    for (int item : new int[] {1, 4, 8, 11, 15, 18}) {
      Session session = recommender.session();
      session.click("r" + item);
      Recommendations list = session.recommend(1);
      assertThat(list.item(0)).as("behind r%d", item).isEqualTo("r" + (item + 1));
    }
  }

  private static Catalog ringCatalog(int from, int to) {
    int[] items = IntStream.range(from, to).toArray();
    return Catalog.of(
        texts(items, i -> "r" + i), Map.of("colour", texts(items, i -> "c" + i % 3 + i / 10)));
  }
}
