package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against the scores that session-rec gave for 25 session prefixes on a tiny log. */
class BaselineGoldenTest {
  private static final String FOLDER = "/golden/knn/";

  private static InputStream resource(String name) {
    return BaselineGoldenTest.class.getResourceAsStream(FOLDER + name);
  }

  private static JsonNode golden(String algorithm) throws IOException {
    try (InputStream in = resource("knn_" + algorithm + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Catalog catalog(JsonNode golden) {
    return Catalog.of(golden.get("items").valueStream().map(JsonNode::asString).toList(), Map.of());
  }

  private static SessionLog train(Catalog catalog) throws IOException {
    Map<String, List<Integer>> sessions = new LinkedHashMap<>();
    try (InputStream in = resource("tiny_knn.tsv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(
              row ->
                  sessions
                      .computeIfAbsent(row[0], id -> new ArrayList<>())
                      .add(catalog.index(row[1])));
    }
    return SessionLog.of(
        sessions.values().stream()
            .map(s -> s.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  private static int[] clicks(JsonNode prefix, Catalog catalog) {
    return prefix.get("items").valueStream().mapToInt(i -> catalog.index(i.asString())).toArray();
  }

  /** Greater and equal items of each target, by the reference's scores. */
  private static void assertSameRanks(String algorithm, Baseline baseline) throws IOException {
    JsonNode golden = golden(algorithm);
    Catalog catalog = catalog(golden);
    SessionRanker ranker = baseline.newRanker();
    int compared = 0;
    for (int p = 0; p < golden.get("prefixes").size(); p++) {
      JsonNode scores = golden.get("cases").get(0).get("scores").get(p);
      ranker.startSession();
      for (int item : clicks(golden.get("prefixes").get(p), catalog)) {
        ranker.click(item);
      }
      Ranks ranks = new Ranks(catalog.size());
      for (int target = 0; target < catalog.size(); target++) {
        ranker.rank(target, ranks, target);
        double wanted = scores.get(target).asDouble();
        long greater = scores.valueStream().filter(s -> s.asDouble() > wanted).count();
        long same = scores.valueStream().filter(s -> s.asDouble() == wanted).count();
        assertThat(ranks.greater(target)).as("prefix %d, item %d", p, target).isEqualTo(greater);
        assertThat(ranks.ties(target)).as("prefix %d, item %d", p, target).isEqualTo(same - 1);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(25 * 15);
  }

  @Test
  void popularityRanksAsTheReference() throws IOException {
    Catalog catalog = catalog(golden("pop"));
    assertSameRanks("pop", Popularity.train(train(catalog), catalog.size()));
  }

  @Test
  void popularityScoresAreTheCountsBehindTheReferencesScores() throws IOException {
    JsonNode golden = golden("pop");
    Catalog catalog = catalog(golden);
    float[] scores = new float[catalog.size()];
    Popularity.train(train(catalog), catalog.size()).newScorer().score(scores);
    for (int i = 0; i < scores.length; i++) {
      double expected = golden.get("cases").get(0).get("scores").get(0).get(i).asDouble();
      assertThat(scores[i] / (scores[i] + 1.0)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void sessionPopularityRanksAsTheReference() throws IOException {
    Catalog catalog = catalog(golden("spop"));
    assertSameRanks("spop", SessionPopularity.train(train(catalog), catalog.size()));
  }

  @Test
  void markovChainCountsAreTheReferencesScores() throws IOException {
    JsonNode golden = golden("mc");
    Catalog catalog = catalog(golden);
    SessionScorer scorer = MarkovChain.train(train(catalog), catalog.size()).newScorer();
    float[] scores = new float[catalog.size()];
    for (int p = 0; p < golden.get("prefixes").size(); p++) {
      scorer.startSession();
      for (int item : clicks(golden.get("prefixes").get(p), catalog)) {
        scorer.click(item);
      }
      scorer.score(scores);
      double largest = 0;
      for (float score : scores) {
        largest = Math.max(largest, Math.floor(score));
      }
      for (int i = 0; i < scores.length; i++) {
        JsonNode expected = golden.get("cases").get(0).get("scores").get(p).get(i);
        double count = Math.floor(scores[i]);
        assertThat(largest == 0 ? count : count / largest)
            .as("prefix %d, item %d", p, i)
            .isCloseTo(expected.isNull() ? 0 : expected.asDouble(), within(1e-9));
      }
    }
  }
}
