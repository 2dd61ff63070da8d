package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Progress;
import clickahead.eval.Protocol;
import clickahead.eval.Ranks;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecRanker;
import clickahead.model.ModelFile;
import clickahead.model.ModelWeights;
import clickahead.train.TinyLog;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input mode with every cell goes the whole way: trained, saved, loaded, fed click by click
 * and in batches, always as plain loops have it.
 */
class EveryNetworkTest {
  private static final int ITEMS = 30;

  @TempDir private Path folder;

  static Stream<Map<String, String>> networks() {
    List<Map<String, String>> networks = new ArrayList<>();
    List<Map<String, String>> inputs =
        List.of(
            Map.of(),
            Map.of("constrained_embedding", "false"),
            Map.of("constrained_embedding", "false", "embedding", "9"),
            Map.of("constrained_embedding", "false", "embedding", "layersize"));
    List<String> activations = List.of("tanh", "relu", "elu-0.5", "leaky-0.1");
    int n = 0;
    for (Map<String, String> input : inputs) {
      for (String cell : List.of("auto", "reset-before", "reset-after")) {
        for (String layers : List.of("17", "6/20")) {
          Map<String, String> settings = new HashMap<>(input);
          settings.put("cell", cell);
          settings.put("layers", layers);
          settings.put("hidden_act", activations.get(n++ % activations.size()));
          networks.add(settings);
        }
      }
    }
    return networks.stream();
  }

  private Recommender trained(Map<String, String> settings, Compute compute) {
    Path file = folder.resolve("tiny.model");
    return TinyTraining.of(
        ITEMS,
        compute,
        settings,
        model -> {
          try {
            ModelFile.save(file, model);
            Recommender loaded = Recommender.load(file, compute);
            assertThat(ModelWeights.values(ModelWeights.of(loaded.model()), 1))
                .as("weights of the file")
                .isEqualTo(ModelWeights.values(model.weights(), 1));
            return loaded;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("networks")
  void g3_everyInputCellAndNumberOfLayersScoresAsPlainLoopsDo(Map<String, String> settings) {
    for (Compute compute : ComputePaths.all()) {
      if (compute.elementBytes() == 8) {
        continue;
      }
      Recommender recommender = trained(settings, compute);
      NaiveGru4Rec naive = new NaiveGru4Rec(ModelWeights.of(recommender.model()));
      int[] clicks = {3, 29, 3, 0, 12};
      double[][] states = naive.after(clicks);
      Session session = recommender.session();
      for (int item : clicks) {
        session.click("item-" + item);
      }
      Recommendations all = session.recommend(ITEMS);
      for (int i = 0; i < ITEMS; i++) {
        double expected = naive.score(states, all.index(i));
        assertThat((double) all.score(i))
            .as("%s, %s, item %d", settings, compute, all.index(i))
            .isCloseTo(expected, within(1e-5 + 1e-5 * Math.abs(expected)));
      }
    }
  }

  /** Sessions side by side, replaced as they end, have the states of each alone. */
  @ParameterizedTest
  @MethodSource("networks")
  void f1AndF2AndG11_sessionsSideBySideRankAsEachAloneAmongAllItems(Map<String, String> settings) {
    Compute compute = Compute.best();
    Gru4Rec weights = ModelWeights.of(trained(settings, compute).model());
    NaiveGru4Rec naive = new NaiveGru4Rec(weights);
    SessionLog log = TinyLog.of(150, ITEMS, 77);
    TestSessions test = TestSessions.of(log);
    try (Arena arena = Arena.ofShared()) {
      Gru4Rec copy = ModelWeights.forOneWorker(arena, compute, weights);
      Ranks ranks = new Gru4RecRanker(copy, compute, 2).rank(test, Progress.NONE);
      int transition = 0;
      for (int s = 0; s < log.sessions(); s++) {
        double[][] states = naive.start();
        for (long event = log.start(s); event + 1 < log.start(s + 1); event++, transition++) {
          states = naive.click(states, log.item(event));
          double target = naive.score(states, log.item(event + 1));
          int surely = 0;
          int perhaps = 0;
          for (int item = 0; item < ITEMS; item++) {
            double score = naive.score(states, item);
            surely += score > target + 1e-4 ? 1 : 0;
            perhaps += score > target - 1e-4 ? 1 : 0;
          }
          assertThat(ranks.greater(transition))
              .as("%s, session %d", settings, s)
              .isBetween(surely, perhaps);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void scoresHandedOutGiveTheRanksThatCountingGives(Map<String, String> settings) {
    Compute compute = Compute.best();
    Gru4Rec weights = ModelWeights.of(trained(settings, compute).model());
    TestSessions test = TestSessions.of(TinyLog.of(150, ITEMS, 78));
    Candidates everything = Candidates.list("all", IntStream.range(0, ITEMS).toArray());
    Protocol byScores =
        new Protocol(EventChoice.EVERY, everything, false, new int[] {20}, false, 1);
    try (Arena arena = Arena.ofShared()) {
      Gru4Rec copy = ModelWeights.forOneWorker(arena, compute, weights);
      Gru4RecRanker ranker = new Gru4RecRanker(copy, compute, 2);
      Ranks counted = ranker.rank(test, Progress.NONE);
      Ranks scored =
          new Evaluation(test, byScores).measure(ranker, new int[ITEMS], Progress.NONE).ranks();
      for (int t = 0; t < test.transitions(); t++) {
        assertThat(scored.greater(t))
            .as("%s, transition %d", settings, t)
            .isEqualTo(counted.greater(t));
        assertThat(scored.ties(t)).as("%s, transition %d", settings, t).isEqualTo(counted.ties(t));
      }
    }
  }
}
