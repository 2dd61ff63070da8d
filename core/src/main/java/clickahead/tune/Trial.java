package clickahead.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One combination of parameters that was tried, and what came of it.
 *
 * @param number from 1
 * @param state how it ended
 * @param parameters the values of the space's parameters
 * @param measured the metric on the validation part after some epochs; of one that is complete,
 *     after the last
 * @param seconds its duration
 * @param problem what failed; empty otherwise
 */
public record Trial(
    int number,
    State state,
    Map<String, String> parameters,
    NavigableMap<Integer, Double> measured,
    double seconds,
    String problem) {

  /** How a trial ended. */
  public enum State {
    /** Trained and measured. */
    COMPLETE,
    /** Ended early, because others did better after as many epochs. */
    PRUNED,
    /** Not measured: training diverged, or the model refuses this combination. */
    FAILED;

    /** The name in tables and files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies. */
  public Trial {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    measured = Collections.unmodifiableNavigableMap(new TreeMap<>(measured));
    if (state != State.FAILED && measured.isEmpty()) {
      throw new IllegalArgumentException("trial " + number + " was not measured");
    }
  }

  /** The metric as it was measured last; NaN for one that failed. */
  public double value() {
    return state == State.FAILED ? Double.NaN : measured.lastEntry().getValue();
  }

  /** Epochs after which it was measured last; 0 for one that failed. */
  public int epochs() {
    return state == State.FAILED ? 0 : measured.lastKey();
  }
}
