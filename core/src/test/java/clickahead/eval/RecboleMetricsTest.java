package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Against RecBole's hit rate and MRR for 12 users. Its users have several targets, and both metrics
 * look at the best placed one only: that one is the next click here.
 */
class RecboleMetricsTest {

  @Test
  void hitRateAndMrrAreRecboles() throws IOException {
    JsonNode golden;
    try (InputStream in = getClass().getResourceAsStream("/golden/recbole_metrics.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    int users = golden.get("scores").size();
    float[][] scores = new float[users][];
    int[][] sessions = new int[users][];
    for (int u = 0; u < users; u++) {
      List<Double> row = golden.get("scores").get(u).valueStream().map(JsonNode::asDouble).toList();
      scores[u] = new float[row.size()];
      for (int i = 0; i < scores[u].length; i++) {
        scores[u][i] = row.get(i).floatValue();
      }
      int best =
          golden
              .get("targets")
              .get(u)
              .valueStream()
              .map(JsonNode::asInt)
              .max((a, b) -> Double.compare(row.get(a), row.get(b)))
              .orElseThrow();
      // The first click tells the scorer which user it is.
      sessions[u] = new int[] {u, best};
    }
    Ranker ranker =
        ParallelRanker.dense(() -> new FixedScorer(scores[0].length, user -> scores[user]), 2);
    Metrics metrics =
        new Evaluation(TestSessions.of(SessionLog.of(sessions)), 1, 3, 5, 10)
            .measure(ranker, Progress.NONE);
    for (int k : metrics.cutOffs()) {
      JsonNode expected = golden.get("metrics");
      assertThat(metrics.recall(TieMode.STANDARD, k))
          .as("hit@%d", k)
          .isCloseTo(expected.get("hit@" + k).asDouble(), within(1e-9));
      assertThat(metrics.mrr(TieMode.STANDARD, k))
          .as("mrr@%d", k)
          .isCloseTo(expected.get("mrr@" + k).asDouble(), within(1e-9));
    }
    assertThat(metrics.differByTies()).isFalse();
  }
}
