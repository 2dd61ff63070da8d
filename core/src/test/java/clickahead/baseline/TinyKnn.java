package clickahead.baseline;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The tiny training log, session prefixes and scores of the originals in {@code golden/knn}. */
record TinyKnn(JsonNode golden, Catalog catalog) {
  private static final String FOLDER = "/golden/knn/";

  static TinyKnn of(String algorithm) throws IOException {
    try (InputStream in = resource("knn_" + algorithm + ".json")) {
      JsonNode golden = new ObjectMapper().readTree(in);
      List<String> ids = golden.get("items").valueStream().map(JsonNode::asString).toList();
      return new TinyKnn(golden, Catalog.of(ids, Map.of()));
    }
  }

  private static InputStream resource(String name) {
    return TinyKnn.class.getResourceAsStream(FOLDER + name);
  }

  /** The log in the order of the file, times in milliseconds. */
  TimedLog train(int dropLast) throws IOException {
    Map<String, List<int[]>> rows = new LinkedHashMap<>();
    try (InputStream in = resource("tiny_knn.tsv")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      for (String line : lines.subList(1, lines.size() - dropLast)) {
        String[] row = line.split("\t", -1);
        rows.computeIfAbsent(row[0], id -> new ArrayList<>())
            .add(new int[] {catalog.index(row[1]), Integer.parseInt(row[2])});
      }
    }
    return TimedLog.of(
        rows.values().stream().map(s -> s.stream().mapToInt(r -> r[0]).toArray()).toList(),
        rows.values().stream()
            .map(s -> s.stream().mapToLong(r -> 1000L * r[1]).toArray())
            .toList());
  }

  int items() {
    return catalog.size();
  }

  int prefixes() {
    return golden.get("prefixes").size();
  }

  int[] prefix(int p) {
    return golden
        .get("prefixes")
        .get(p)
        .get("items")
        .valueStream()
        .mapToInt(i -> catalog.index(i.asString()))
        .toArray();
  }

  /** When the prediction after a prefix was made, in milliseconds. */
  long now(int p) {
    return 1000L * golden.get("prefixes").get(p).get("now").asLong();
  }

  List<JsonNode> cases() {
    return golden.get("cases").valueStream().toList();
  }

  /** Scores after a prefix; 0 where the original has none. */
  static double[] scores(JsonNode golden, int p) {
    return golden
        .get("scores")
        .get(p)
        .valueStream()
        .mapToDouble(s -> s.isNull() ? 0 : s.asDouble())
        .toArray();
  }

  static boolean tied(JsonNode golden, int p) {
    return golden.get("cut_tie").get(p).asBoolean();
  }

  /** Parameters of a case: None, False and True as ours have them; without what ours lack. */
  static <R extends Record> R parameters(Class<R> type, JsonNode params) {
    Set<String> declared =
        Parameters.of(type).declared().stream().map(p -> p.name()).collect(Collectors.toSet());
    Map<String, String> settings = new HashMap<>();
    params
        .properties()
        .forEach(
            e -> {
              JsonNode value = e.getValue();
              if (declared.contains(e.getKey())) {
                settings.put(e.getKey(), value.isNull() ? "0" : value.asString());
              }
            });
    Map<String, String> numbers = new HashMap<>(settings);
    for (String name : List.of("idf_weighting", "idf_weight", "last_in_session")) {
      numbers.computeIfPresent(
          name, (n, v) -> v.equals("false") ? "0" : v.equals("true") ? "1" : v);
    }
    return Parameters.of(type).with(numbers).build();
  }

  /** The scores that a baseline computes before they are rounded. */
  static double[] scores(SparseBaseline baseline, int[] clicks, long now) {
    long[] times = new long[clicks.length];
    Arrays.fill(times, now);
    return scores(baseline, clicks, times);
  }

  /** Likewise, of clicks at these times. */
  static double[] scores(SparseBaseline baseline, int[] clicks, long[] times) {
    RunningSession session = new RunningSession(baseline.items());
    ItemScores scores = new ItemScores(baseline.items());
    for (int i = 0; i < clicks.length; i++) {
      session.click(clicks[i], times[i]);
    }
    baseline.newScoring().score(session, scores);
    double[] all = new double[baseline.items()];
    for (int i = 0; i < all.length; i++) {
      all[i] = scores.of(i);
    }
    return all;
  }
}
