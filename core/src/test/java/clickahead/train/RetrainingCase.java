package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import clickahead.graph.ItemTable;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.SequenceModel;
import clickahead.model.TrainedModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Sequence models, trained on some sessions, that go on with sessions which have new items and new
 * values of their features.
 *
 * @param folder for their files
 */
record RetrainingCase(Path folder) {
  static final int KNOWN = 8;
  static final int ALL = 12;
  static final Compute COMPUTE = Compute.best();
  static final Retraining.Options USUAL =
      new Retraining.Options(NewItems.parse("neighbours"), true, true);
  static final String FEATURES =
      "colour/tags:token_seq/price:bucketed:3/weight:normalized/image:vector:2/title:tfidf";

  static final TrainingSet OLD =
      TrainingSet.of(
          SessionLog.of(
              new int[] {0, 1, 2, 3}, new int[] {4, 5, 6}, new int[] {7, 0, 2}, new int[] {3, 5}),
          catalog(IntStream.range(0, KNOWN).toArray(), 0));

  /** Items 8 to 11 are new, and some of the known ones have no session; other indices. */
  static final TrainingSet NEW =
      TrainingSet.of(
          SessionLog.of(new int[] {0, 3, 1}, new int[] {2, 3, 3}, new int[] {5, 4}),
          catalog(new int[] {8, 1, 9, 2, 10, 11}, 100));

  /** The same of each item wherever it stands; new ones have colours and numbers never seen. */
  private static Catalog catalog(int[] items, double price) {
    Map<String, List<String>> columns = new HashMap<>();
    columns.put("colour", texts(items, i -> i == 3 ? "" : "c" + (i % 3 + i / KNOWN)));
    columns.put("tags", texts(items, i -> "t" + i % 4 + " t" + i / KNOWN));
    columns.put("price", texts(items, i -> "" + (i < KNOWN ? i : i + price)));
    columns.put("weight", texts(items, i -> "" + (i < KNOWN ? 2 * i : 1000 + i)));
    columns.put("country", texts(items, i -> i < KNOWN ? "" : "x"));
    float[][] vectors = new float[items.length][3];
    int[] starts = new int[items.length + 1];
    float[] weights = new float[items.length];
    int[] terms = new int[items.length];
    for (int place = 0; place < items.length; place++) {
      vectors[place][items[place] % 3] = items[place];
      starts[place + 1] = place + 1;
      terms[place] = items[place] % 2 + (items[place] < KNOWN ? 0 : 1);
      weights[place] = 0.5f;
    }
    List<String> words = items[0] == 0 ? List.of("even", "odd") : List.of("odd", "even", "new");
    if (items[0] > 0) {
      for (int place = 0; place < items.length; place++) {
        terms[place] = items[place] >= KNOWN ? 2 : 1 - items[place] % 2;
      }
    }
    return Catalog.of(texts(items, i -> "i" + i), columns)
        .with(
            new ItemFeatures(
                Map.of("image", ItemVectors.of(vectors)),
                Map.of("title", ItemTerms.of(starts, terms, weights, words))));
  }

  static List<String> texts(int[] items, IntFunction<String> text) {
    return Arrays.stream(items).mapToObj(text).toList();
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "embedding_size", "5",
                "hidden_size", "6",
                "train_batch_size", "4",
                "epochs", "2",
                "threads", "1"));
    for (String setting : text.split(" ")) {
      all.put(setting.split("=")[0], setting.split("=")[1]);
    }
    return all;
  }

  static <P extends Record> Training begin(ModelKind<P> kind, String settings, TrainingSet data) {
    P parameters = Parameters.of(kind.parameters()).with(settings(settings)).build();
    return kind.train(parameters, data, kind.compute(parameters));
  }

  static <P extends Record> Training goOn(
      RetrainableKind<P> kind, Retraining retraining, Map<String, String> changed)
      throws IOException {
    P old = kind.parameters().cast(retraining.before().parameters());
    P parameters = Parameters.of(old).with(changed).build();
    return kind.goOn(retraining, parameters, kind.compute(parameters));
  }

  static Training goOn(Retraining retraining, Map<String, String> changed) throws IOException {
    return goOn(
        (RetrainableKind<?>) ModelFile.kind(retraining.before().stored()), retraining, changed);
  }

  static void trainAll(Training training) {
    while (training.epochs() < training.plannedEpochs()) {
      training.trainEpoch(TrainingListener.NONE);
    }
  }

  SavedModel saved(Training training, String name) throws IOException {
    Path file = folder.resolve(name);
    ModelFile.save(file, training.model(Map.of()));
    return SavedModel.open(file);
  }

  SavedModel old(String kind, String settings) throws IOException {
    try (Training training = begin(ModelKind.named(kind).orElseThrow(), settings, OLD)) {
      trainAll(training);
      return saved(training, "old.model");
    }
  }

  static float[][] scores(TrainedModel model) {
    float[][] scores = new TestScores(TestSessions.of(OLD.log())).of(model);
    return Arrays.stream(scores).map(row -> Arrays.copyOf(row, KNOWN)).toArray(float[][]::new);
  }

  /** A product with more items may add up in another order, which the processor decides. */
  static void assertSameButForRounding(float[][] actual, float[][] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-6f));
    }
  }

  float[][] scoresOf(String file) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      return scores(ModelFile.load(folder.resolve(file), arena, COMPUTE));
    }
  }

  static List<Double> row(ItemTable table, int plane, int item) {
    return IntStream.rangeClosed(0, table.units())
        .mapToObj(k -> table.get(plane, item, k))
        .toList();
  }

  static SequenceModel weights(Training training) {
    return ((TrainedSequenceModel) training.model(Map.of())).weights();
  }
}
