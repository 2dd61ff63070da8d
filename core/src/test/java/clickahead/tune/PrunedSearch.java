package clickahead.tune;

import clickahead.tune.Trial.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Searches for a function's optimum as a study does for a model's: a trial comes closer to its
 * value with each epoch, at a pace of its own, and poor ones can be ended early.
 */
final class PrunedSearch {
  static final int EPOCHS = 9;

  private final SearchFunction function;
  private final boolean prunes;
  private final List<Trial> trials = new ArrayList<>();
  private int epochs;

  PrunedSearch(SearchFunction function, boolean prunes) {
    this.function = function;
    this.prunes = prunes;
  }

  /** Searches until so many epochs were trained; how far the best is from the optimum. */
  double regret(Sampler sampler, int budget) {
    while (epochs < budget) {
      trials.add(trial(sampler.next(trials).orElseThrow()));
    }
    double best =
        trials.stream()
            .filter(trial -> trial.state() == State.COMPLETE)
            .mapToDouble(Trial::value)
            .max()
            .orElseThrow();
    return function.regret(best);
  }

  private Trial trial(Map<String, String> values) {
    NavigableMap<Integer, Double> measured = new TreeMap<>();
    double last = function.value(values);
    // Between 0.5 and 1.5: what is best in the end is not always best at first.
    double pace = 0.5 + (values.hashCode() >>> 1) / (double) Integer.MAX_VALUE;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      epochs++;
      double missing = 2 * (Math.exp(-pace * epoch) - Math.exp(-pace * EPOCHS));
      boolean compared = prunes && SuccessiveHalving.compares(epoch, EPOCHS);
      if (compared || epoch == EPOCHS) {
        measured.put(epoch, last - missing);
      }
      if (compared && SuccessiveHalving.ends(epoch, last - missing, trials)) {
        return new Trial(trials.size() + 1, State.PRUNED, values, measured, 1, "");
      }
    }
    return new Trial(trials.size() + 1, State.COMPLETE, values, measured, 1, "");
  }
}
