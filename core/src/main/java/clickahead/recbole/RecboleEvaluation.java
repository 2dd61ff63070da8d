package clickahead.recbole;

import clickahead.config.NestedSetting;
import clickahead.data.EvalArgs;
import clickahead.eval.Candidates;
import clickahead.eval.EventChoice;
import clickahead.eval.Metric;
import clickahead.eval.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/**
 * How a configuration of RecBole's measures.
 *
 * @param valid split, and candidates in the valid part
 * @param test the same with the candidates of the test
 * @param repeatable may items of the session be recommended?
 * @param metrics what is measured of ranks
 * @param lists what is measured of the lists, under RecBole's names in lower case
 * @param cutOffs ascending
 * @param validMetric what decides which epoch is the best
 * @param validCutOff its cut-off
 * @param digits digits that are printed
 * @param remarks what was left out, for people
 */
public record RecboleEvaluation(
    EvalArgs valid,
    EvalArgs test,
    boolean repeatable,
    List<Metric> metrics,
    List<String> lists,
    List<Integer> cutOffs,
    Metric validMetric,
    int validCutOff,
    int digits,
    List<String> remarks) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LISTS =
      List.of("itemcoverage", "averagepopularity", "giniindex", "shannonentropy", "tailpercentage");
  private static final List<String> VALUES = List.of("auc", "gauc", "logloss", "mae", "rmse");
  private static final List<String> USUAL = List.of("Recall", "MRR", "NDCG", "Hit", "Precision");

  /** Reads settings. */
  public static RecboleEvaluation of(RecboleSettings settings) {
    List<String> remarks = new ArrayList<>();
    List<Metric> metrics = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    Optional<NestedSetting> named = settings.get("metrics");
    for (String name : named.map(NestedSetting::texts).orElse(USUAL)) {
      String lower = name.toLowerCase(Locale.ROOT);
      Optional<Metric> metric = metric(lower);
      metric.ifPresent(metrics::add);
      if (LISTS.contains(lower)) {
        lists.add(lower);
      } else if (VALUES.contains(lower)) {
        remarks.add("the metric " + name + " is left out: it measures values, not ranks");
      } else if (metric.isEmpty()) {
        throw named.orElseThrow().error("unknown metric '" + name + "'");
      }
    }
    String[] best = validMetric(settings);
    return new RecboleEvaluation(
        args(settings, "valid"),
        args(settings, "test"),
        settings.get("repeatable").map(NestedSetting::bool).orElse(true),
        metrics,
        lists,
        cutOffs(settings),
        metric(best[0]).orElseThrow(),
        Integer.parseInt(best[1]),
        settings.integer("metric_decimal_place", 0, 4),
        List.copyOf(remarks));
  }

  private static Optional<Metric> metric(String lower) {
    for (Metric metric : Metric.values()) {
      if (metric.label().equals(lower)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  private static String[] validMetric(RecboleSettings settings) {
    String text = settings.text("valid_metric", "MRR@10").toLowerCase(Locale.ROOT);
    String[] parts = text.split("@", 2);
    if (parts.length != 2 || metric(parts[0]).isEmpty() || !parts[1].matches("[1-9]\\d{0,5}")) {
      throw settings
          .get("valid_metric")
          .orElseThrow()
          .wrong("one of Recall, MRR, NDCG, Hit, Precision, MAP with a cut-off, such as MRR@10");
    }
    return parts;
  }

  private static List<Integer> cutOffs(RecboleSettings settings) {
    Optional<NestedSetting> named = settings.get("topk");
    if (named.isEmpty()) {
      return List.of(10);
    }
    List<Integer> cutOffs = new ArrayList<>();
    for (String text : named.get().texts()) {
      if (!text.matches("[1-9]\\d{0,5}")) {
        throw named.get().wrong("whole numbers above 0, such as [5, 10]");
      }
      cutOffs.add(Integer.valueOf(text));
    }
    return cutOffs.stream().sorted().distinct().toList();
  }

  /** The arguments of a phase: mode may be a map with one for each. */
  private static EvalArgs args(RecboleSettings settings, String phase) {
    Optional<NestedSetting> given = settings.get("eval_args");
    if (given.isEmpty()) {
      return EvalArgs.of(Map.of());
    }
    Map<String, Object> args = new LinkedHashMap<>();
    given
        .get()
        .entries()
        .forEach(
            (key, value) -> {
              boolean phases = key.equals("mode") && value.value().isObject();
              Object plain = JSON.convertValue(value.value(), Object.class);
              args.put(key, phases ? ((Map<?, ?>) plain).get(phase) : plain);
              if (args.get(key) == null && !key.equals("group_by")) {
                args.remove(key);
              }
            });
    try {
      return EvalArgs.of(args);
    } catch (IllegalArgumentException e) {
      throw given.get().error(e.getMessage());
    }
  }

  /**
   * The protocol of a phase.
   *
   * @param args of the phase
   * @param supports clicks of each item in training [N]
   * @param seed of sampled candidates
   */
  public Protocol protocol(EvalArgs args, int[] supports, long seed) {
    String[] parts = args.candidates().split(":", 2);
    Candidates candidates =
        switch (parts[0]) {
          case "uniform" -> Candidates.uniform(supports.length, Integer.parseInt(parts[1]), seed);
          case "popularity" -> Candidates.byPopularity(supports, Integer.parseInt(parts[1]), seed);
          default -> Candidates.ALL;
        };
    List<Integer> all = new ArrayList<>(cutOffs);
    all.add(validCutOff);
    return new Protocol(
        EventChoice.EVERY,
        candidates,
        !repeatable,
        all.stream().mapToInt(k -> k).toArray(),
        !lists.isEmpty(),
        seed);
  }
}
