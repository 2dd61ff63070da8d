package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against RecBole's ranking and diversity metrics for 12 users, most with several targets. */
class RecboleMetricsTest {
  private static final int[] CUT_OFFS = {1, 3, 5, 10};

  private final JsonNode golden = golden();

  private static JsonNode golden() {
    try (InputStream in =
        RecboleMetricsTest.class.getResourceAsStream("/golden/recbole_metrics.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  /** A session is a click that tells the scorer which user it is, then the user's targets. */
  private TestSessions users() {
    int users = golden.get("targets").size();
    int[][] sessions = new int[users][];
    for (int u = 0; u < users; u++) {
      sessions[u] =
          IntStream.concat(IntStream.of(u), IntStream.of(ints(golden.get("targets").get(u))))
              .toArray();
    }
    TestSessions all = TestSessions.of(SessionLog.of(sessions));
    BitSet first = new BitSet();
    IntStream.range(0, users).forEach(u -> first.set(all.firstTransition(u)));
    return all.choosing(first);
  }

  private Measured measured() {
    JsonNode scores = golden.get("scores");
    Ranker ranker =
        ParallelRanker.dense(
            () ->
                new FixedScorer(
                    30,
                    user -> {
                      float[] row = new float[30];
                      for (int i = 0; i < row.length; i++) {
                        row[i] = (float) scores.get(user).get(i).asDouble();
                      }
                      return row;
                    }),
            2);
    Protocol protocol =
        new Protocol(EventChoice.REST, Candidates.ALL, false, CUT_OFFS, true, Metrics.TIE_SEED);
    return new Evaluation(users(), protocol)
        .measure(ranker, ints(golden.get("item_counts")), Progress.NONE);
  }

  @Test
  void rankingAndDiversityMetricsAreRecboles() {
    Measured measured = measured();
    Map<String, Double> ours = new LinkedHashMap<>();
    for (int k : CUT_OFFS) {
      for (Metric metric : Metric.values()) {
        double value = measured.metrics().value(metric, TieMode.STANDARD, k);
        ours.put(metric.label() + "@" + k, value);
      }
    }
    measured
        .lists()
        .forEach(
            list -> list.asMap().forEach((name, value) -> ours.put(name.replace("_", ""), value)));
    assertThat(ours.keySet())
        .containsExactlyInAnyOrderElementsOf(golden.get("metrics").propertyNames());
    ours.forEach(
        (name, value) ->
            assertThat(value)
                .as(name)
                .isCloseTo(golden.get("metrics").get(name).asDouble(), within(1e-9)));
    assertThat(measured.metrics().events()).isEqualTo(12);
    assertThat(measured.metrics().differByTies()).isFalse();
  }
}
