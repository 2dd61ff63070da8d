package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.InputMode;
import clickahead.math.Compute;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelFile;
import clickahead.model.ModelWeights;
import clickahead.model.SavedModel;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a model takes over when it goes on with new sessions; seen before their first mini-batch.
 */
class RetrainingTest {
  private static final Compute COMPUTE = Compute.best();
  private static final int KNOWN = 4;

  /** a b c, b c d, a d. */
  private static final TrainingSet OLD =
      TrainingSet.of(
          SessionLog.of(new int[] {0, 1, 2}, new int[] {1, 2, 3}, new int[] {0, 3}),
          Catalog.of(
              List.of("a", "b", "c", "d"), Map.of("colour", List.of("red", "blue", "red", ""))));

  /** d x a, x x, y z, a d y; their indices have another order. */
  private static final TrainingSet NEW =
      TrainingSet.of(
          SessionLog.of(
              new int[] {0, 1, 2}, new int[] {1, 1}, new int[] {3, 4}, new int[] {2, 0, 3}),
          Catalog.of(
              List.of("d", "x", "a", "y", "z"),
              Map.of("colour", List.of("green", "red", "", "green", "black"))));

  @TempDir private Path folder;

  private static Gru4RecParameters parameters(Map<String, String> more) {
    return TrainingSettings.of(
        Map.of("layers", "3", "batch_size", "2", "n_sample", "4", "threads", "1"), more);
  }

  private SavedModel old(Map<String, String> more) throws IOException {
    Path file = folder.resolve("old.model");
    try (Gru4RecTraining training = Gru4RecTraining.afresh(parameters(more), OLD, COMPUTE)) {
      training.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, training.model(Map.of()));
    }
    return SavedModel.open(file);
  }

  private static Gru4RecTraining goOn(Retraining retraining, SavedModel old) throws IOException {
    return Gru4RecTraining.goOn(retraining, (Gru4RecParameters) old.parameters(), COMPUTE);
  }

  private static Gru4RecTraining goOn(Retraining retraining, Map<String, String> settings)
      throws IOException {
    return Gru4RecTraining.goOn(retraining, parameters(settings), COMPUTE);
  }

  private static Retraining retraining(
      SavedModel old, String newItems, boolean keep, boolean cumulative) {
    return new Retraining(
        old, NEW, new Retraining.Options(NewItems.parse(newItems), keep, cumulative));
  }

  private static List<Double> row(ItemTable table, int plane, int item) {
    return IntStream.rangeClosed(0, table.units())
        .mapToObj(k -> table.get(plane, item, k))
        .toList();
  }

  private static List<Double> mean(ItemTable table, int a, int b) {
    return IntStream.rangeClosed(0, table.units())
        .mapToObj(k -> (double) (float) ((table.get(0, a, k) + table.get(0, b, k)) / 2))
        .toList();
  }

  private static List<ItemTable> tables(Gru4RecModel model) {
    List<ItemTable> tables = new ArrayList<>(List.of(model.weights().items()));
    if (model.weights().input().mode() != InputMode.SHARED) {
      tables.add(model.weights().input().table());
    }
    return tables;
  }

  /** The rows of x, y and z, in every table: as expected of the known ones' and of drawn ones. */
  private void newRows(String way, String input, int xLike) throws IOException {
    Map<String, String> settings =
        input.equals("shared")
            ? Map.of()
            : Map.of(
                "constrained_embedding", "false", "embedding", input.equals("own") ? "5" : "0");
    SavedModel old = old(settings);
    Retraining retraining = retraining(old, way, true, true);
    try (Arena arena = Arena.ofShared();
        Gru4RecTraining training = goOn(retraining, old);
        Gru4RecTraining drawn =
            Gru4RecTraining.afresh(
                (Gru4RecParameters) old.parameters(), retraining.data(), COMPUTE)) {
      List<ItemTable> before =
          tables(Gru4RecModel.load(folder.resolve("old.model"), arena, COMPUTE));
      List<ItemTable> after = tables(training.model(Map.of()));
      List<ItemTable> random = tables(drawn.model(Map.of()));
      assertThat(after).hasSize(input.equals("shared") ? 1 : 2);
      for (int t = 0; t < after.size(); t++) {
        ItemTable table = after.get(t);
        for (int item = 0; item < KNOWN; item++) {
          assertThat(row(table, 0, item)).isEqualTo(row(before.get(t), 0, item));
        }
        boolean means = xLike > 0;
        assertThat(row(table, 0, 4))
            .isEqualTo(means ? mean(table, 0, xLike) : row(random.get(t), 0, 4));
        assertThat(row(table, 0, 5))
            .isEqualTo(row(means ? table : random.get(t), 0, means ? 3 : 5));
        assertThat(row(table, 0, 6)).isEqualTo(row(random.get(t), 0, 6));
      }
      assertThat(retraining.newItems()).isEqualTo(3);
      assertThat(retraining.means()).isEqualTo(xLike > 0 ? 2 : 0);
    }
  }

  @Test
  void knownItemsKeepTheirIndexAndNewColumnsCount() throws IOException {
    Catalog catalog = retraining(old(Map.of()), "glorot", true, true).data().catalog();
    assertThat(IntStream.range(0, 7).mapToObj(catalog::id))
        .containsExactly("a", "b", "c", "d", "x", "y", "z");
    assertThat(IntStream.range(0, 7).mapToObj(item -> catalog.value(item, "colour")))
        .containsExactly("red", "blue", "red", "green", "red", "green", "black");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "own", "one-hot"})
  void glorotDrawsRowsAsOfAFirstTraining(String input) throws IOException {
    newRows("glorot", input, -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "own", "one-hot"})
  void aCategoryGivesTheMeanOfItsKnownItems(String input) throws IOException {
    newRows("category:colour", input, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "own", "one-hot"})
  void neighboursGiveTheMeanOfTheKnownItemsBesideIt(String input) throws IOException {
    newRows("neighbours", input, 3);
  }

  @Test
  void theOptimizersStateIsKeptOrZeroAndThatOfNewItemsIsZero() throws IOException {
    SavedModel old = old(Map.of());
    try (Arena arena = Arena.ofShared();
        Gru4RecTraining kept = goOn(retraining(old, "neighbours", true, true), old);
        Gru4RecTraining reset = goOn(retraining(old, "neighbours", false, true), old)) {
      ItemTable before =
          Gru4RecModel.read(ModelFile.open(folder.resolve("old.model")), arena, COMPUTE, 1, 2)
              .weights()
              .items();
      ItemTable keeps = kept.model(Map.of()).weights().items();
      ItemTable zero = reset.model(Map.of()).weights().items();
      for (int item = 0; item < KNOWN; item++) {
        assertThat(row(before, 1, item)).anyMatch(state -> state > 0);
        assertThat(row(keeps, 1, item)).isEqualTo(row(before, 1, item));
        assertThat(row(zero, 1, item)).allMatch(state -> state == 0);
        assertThat(row(zero, 0, item)).isEqualTo(row(before, 0, item));
      }
      for (int item = KNOWN; item < 7; item++) {
        assertThat(row(keeps, 1, item)).allMatch(state -> state == 0);
      }
    }
  }

  /** Through one click and through several, each epoch begins with sessions that begin. */
  @ParameterizedTest
  @CsvSource({
    "bptt=1",
    "bptt=2",
    "bptt=3 loss=bpr-max",
    "bptt=2 momentum=0.3 dropout_p_hidden=0.3 batch_size=3",
    "bptt=2 constrained_embedding=false embedding=5 adapt=adam learning_rate=0.01"
  })
  void goingOnWithTheSameSessionsIsTheNextEpoch(String settings) throws IOException {
    Map<String, String> more = new HashMap<>(Map.of("n_epochs", "2"));
    for (String setting : settings.split(" ")) {
      more.put(setting.split("=")[0], setting.split("=")[1]);
    }
    SavedModel once = old(more);
    Retraining.Options options = new Retraining.Options(NewItems.parse("glorot"), true, false);
    try (Gru4RecTraining whole = Gru4RecTraining.afresh(parameters(more), OLD, COMPUTE);
        Gru4RecTraining next = goOn(new Retraining(once, OLD, options), once)) {
      whole.trainEpoch(TrainingListener.NONE);
      double loss = whole.trainEpoch(TrainingListener.NONE).loss();
      assertThat(next.trainEpoch(TrainingListener.NONE).loss()).isEqualTo(loss);
      assertThat(ModelWeights.bits(next.model(Map.of()).weights()))
          .isEqualTo(ModelWeights.bits(whole.model(Map.of()).weights()));
    }
  }

  @Test
  void supportsAndSuccessorsAddUpOrComeFromTheNewSessions() throws IOException {
    SavedModel old = old(Map.of());
    try (Gru4RecTraining all = goOn(retraining(old, "glorot", true, true), old);
        Gru4RecTraining newer = goOn(retraining(old, "glorot", true, false), old)) {
      assertThat(all.model(Map.of()).origin().supports()).containsExactly(4, 2, 2, 4, 3, 2, 1);
      assertThat(successors(all)).containsExactly("b1 d2", "c2", "d1", "x1 y1", "a1 x1", "z1", "");
      assertThat(newer.model(Map.of()).origin().supports()).containsExactly(2, 0, 0, 2, 3, 2, 1);
      assertThat(successors(newer)).containsExactly("d1", "", "", "x1 y1", "a1 x1", "z1", "");
    }
  }

  private static List<String> successors(Gru4RecTraining training) {
    var successors = training.model(Map.of()).origin().successors();
    List<String> rows = new ArrayList<>();
    for (int a = 0; a < 7; a++) {
      StringBuilder row = new StringBuilder();
      for (int i = successors.starts()[a]; i < successors.starts()[a + 1]; i++) {
        row.append(row.isEmpty() ? "" : " ").append("abcdxyz".charAt(successors.items()[i]));
        row.append(successors.counts()[i]);
      }
      rows.add(row.toString());
    }
    return rows;
  }

  @Test
  void whatTheModelCannotBecomeIsRefused() throws IOException {
    SavedModel old = old(Map.of());
    Retraining retraining = retraining(old, "glorot", true, true);
    assertThatThrownBy(() -> goOn(retraining, Map.of("layers", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layers=5: the model was trained with layers=3");
    assertThatThrownBy(() -> goOn(retraining, Map.of("adapt", "adam")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("adapt=adam: the state that is kept is of adagrad");
    assertThatThrownBy(() -> retraining(old, "category:size", true, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'category:size'")
        .hasMessageContaining("(found: [colour])");
  }
}
