package clickahead.tune;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What makes a study: a trial of another plan could not be compared with its trials.
 *
 * @param model the kind of model
 * @param data fingerprint of the parts that are trained and measured on
 * @param metric what is measured on the validation part
 * @param fixed parameters that are set for all trials
 * @param space what is chosen from, in words
 * @param sampler how it is chosen
 * @param seed of the sampler
 * @param pruning how poor trials are ended
 * @param jobs how many trials compute at the same time, which decides what a choice may know
 */
public record StudyPlan(
    String model,
    String data,
    String metric,
    Map<String, String> fixed,
    Map<String, String> space,
    String sampler,
    long seed,
    String pruning,
    int jobs) {

  /** How poor trials are ended where {@link SuccessiveHalving} does it. */
  public static final String HALVING = "successive-halving";

  /** Each part under its name. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    map.put("metric", metric);
    map.put("fixed", fixed);
    map.put("space", space);
    map.put("sampler", sampler);
    map.put("seed", seed);
    map.put("pruning", pruning);
    map.put("jobs", jobs);
    return map;
  }
}
