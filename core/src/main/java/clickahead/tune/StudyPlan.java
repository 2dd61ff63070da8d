package clickahead.tune;

import java.util.LinkedHashMap;
import java.util.List;
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
 * @param typed how it was begun, for people; it may go on with other words for the same
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
    int jobs,
    Typed typed) {

  /**
   * Words of a command line.
   *
   * @param data names the clicks to train on, and their columns
   * @param command began the study
   */
  public record Typed(List<String> data, List<String> command) {}

  /** How poor trials are ended where {@link SuccessiveHalving} does it. */
  public static final String HALVING = "successive-halving";

  /** Each part that must stay the same, under its name. */
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
