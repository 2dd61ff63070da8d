package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sequence model goes through a file and serves as it evaluates. */
class SequenceModelFileTest {
  private static final int ITEMS = 23;

  @TempDir private Path folder;

  private static SessionLog log() {
    SplittableRandom random = new SplittableRandom(11);
    int[][] sessions = new int[70][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = random.ints(1 + random.nextInt(9), 0, ITEMS).toArray();
    }
    return SessionLog.of(sessions);
  }

  private static Catalog catalog() {
    return Catalog.of(
            IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(),
            Map.of(
                "colour",
                    IntStream.range(0, ITEMS).mapToObj(i -> i % 5 == 0 ? "" : "c" + i % 3).toList(),
                "price",
                    IntStream.range(0, ITEMS).mapToObj(i -> Double.toString(i * 1.5)).toList()))
        .with(
            new ItemFeatures(
                Map.of("image", vectors(3), "unused", vectors(5)), Map.of("title", terms())));
  }

  private static ItemVectors vectors(int dimensions) {
    float[][] rows = new float[ITEMS][dimensions];
    for (int i = 0; i < ITEMS; i++) {
      rows[i][i % dimensions] = i - 10;
    }
    return ItemVectors.of(rows);
  }

  private static ItemTerms terms() {
    int[] starts = IntStream.rangeClosed(0, ITEMS).map(i -> i / 2).toArray();
    float[] weights = new float[starts[ITEMS]];
    Arrays.fill(weights, 0.5f);
    int[] terms = IntStream.range(0, weights.length).map(i -> i % 3).toArray();
    return ItemTerms.of(starts, terms, weights, List.of("a", "b", "c"));
  }

  private static <P extends Record> Training begin(ModelKind<P> kind, List<Setting> settings) {
    P parameters = Parameters.of(kind.parameters()).with(settings).build();
    return kind.train(parameters, TrainingSet.of(log(), catalog()), Compute.best());
  }

  /** Scores of all items at every transition of the log, as evaluation computes them. */
  private static float[][] evaluated(TrainedModel model, int threads) {
    TestSessions test = TestSessions.of(log());
    float[][] scores = new float[test.transitions()][];
    model
        .ranker(threads)
        .score(
            test, () -> (transition, row) -> scores[transition] = row.clone(), (done, all) -> {});
    return scores;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec-seq num_layers=2",
        "gru4rec-seq length_mode=window item_bias=true gru_bias=true",
        "gru4recf selected_features=colour/price:normalized pooling_mode=mean",
        "gru4recf selected_features=colour:token_seq pooling_mode=max length_mode=window",
        "gru4recf architecture=item-only",
        "gru4recf architecture=feature-only selected_features=colour/price:float item_bias=true",
        "gru4recf architecture=concatenated selected_features=colour",
        "gru4recf architecture=parallel selected_features=colour/price:normalized num_layers=2",
        "gru4recf architecture=parallel-shared selected_features=colour network_weights=1/2",
        "gru4recf architecture=parallel-interaction selected_features=colour/price:normalized"
            + " network_per_feature=true length_mode=window",
        "gru4recf selected_features=image:vector:4/title:tfidf/price:bucketed:4",
        "narm n_layers=1",
        "narm n_layers=2 max_length=0",
        "narm variant=paper length_mode=window max_length=4",
        "narm length_mode=window",
        "narm variant=paper hard_sigmoid=true attention_softmax=true item_bias=true"
      })
  void scoresTheSameFromAFileAndClickByClick(String what) throws IOException {
    List<String> words = List.of(what.split(" "));
    List<Setting> settings = new ArrayList<>();
    Stream.concat(
            Stream.of("max_length=3", "embedding_size=7", "hidden_size=9", "threads=2"),
            words.stream().skip(1))
        .forEach(text -> settings.add(Setting.parse(text)));
    ModelKind<?> kind = ModelKind.named(words.getFirst()).orElseThrow();
    Path file = folder.resolve("a.model");
    float[][] expected;
    try (Training training = begin(kind, settings)) {
      training.trainEpoch(TrainingListener.NONE);
      TrainedModel model = training.model(Map.of("data", "a test"));
      ModelFile.save(file, model);
      expected = evaluated(model, 1);
    }
    try (Arena arena = Arena.ofShared()) {
      TrainedModel loaded = ModelFile.load(file, arena, Compute.best());
      assertThat(loaded.kind()).isEqualTo(words.getFirst());
      assertThat(loaded.record()).containsEntry("data", "a test");
      assertThat(evaluated(loaded, 2)).isDeepEqualTo(expected);
      assertThat(clickByClick(loaded)).hasDimensions(expected.length, ITEMS);
      float[][] served = clickByClick(loaded);
      for (int t = 0; t < expected.length; t++) {
        for (int i = 0; i < ITEMS; i++) {
          assertThat(served[t][i]).isCloseTo(expected[t][i], within(2e-5f));
        }
      }
    }
  }

  @Test
  void aFileHoldsTheVectorsAndTextsThatTheModelLooksAt() throws IOException {
    Path file = folder.resolve("a.model");
    for (String kind : List.of("gru4recf", "gru4rec-seq")) {
      List<Setting> settings = new ArrayList<>(List.of(Setting.of("threads", "1")));
      if (kind.equals("gru4recf")) {
        settings.add(Setting.of("selected_features", "image:vector"));
      }
      try (Training training = begin(ModelKind.named(kind).orElseThrow(), settings);
          Arena arena = Arena.ofShared()) {
        ModelFile.save(file, training.model(Map.of()));
        ItemFeatures kept = ModelFile.load(file, arena, Compute.best()).catalog().features();
        assertThat(kept.terms()).isEmpty();
        assertThat(kept.vectors().keySet())
            .isEqualTo(kind.equals("gru4recf") ? Set.of("image") : Set.of());
      }
    }
  }

  private static float[][] clickByClick(TrainedModel model) {
    TestSessions test = TestSessions.of(log());
    SessionModel sessions = model.sessions();
    SessionModel.Scratch scratch = sessions.scratch(10);
    float[][] scores = new float[test.transitions()][ITEMS];
    for (int t = 0; t < scores.length; t++) {
      long start = test.start(test.sessionOf(t));
      Clicks clicks = new Clicks();
      float[] state = new float[sessions.stateSize(test.length(test.sessionOf(t)))];
      for (long event = start; event <= test.eventBefore(t); event++) {
        clicks.add(test.item(event));
        scratch.click(state, clicks);
      }
      scratch.begin(state, clicks);
      for (int first = 0; first < ITEMS; first += 10) {
        int n = Math.min(10, ITEMS - first);
        scratch.score(first, n);
        for (int i = 0; i < n; i++) {
          scores[t][first + i] = scratch.score(i);
        }
      }
    }
    return scores;
  }

  @Test
  void aFileOfOneKindIsNoneOfAnother() throws IOException {
    Path file = folder.resolve("a.model");
    try (Training training =
        begin(ModelKind.named("gru4rec-seq").orElseThrow(), List.of(Setting.of("threads", "1")))) {
      ModelFile.save(file, training.model(Map.of()));
    }
    assertThatThrownBy(() -> ModelFile.open(file, Gru4RecModel.KIND))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("gru4rec-seq");
  }
}
