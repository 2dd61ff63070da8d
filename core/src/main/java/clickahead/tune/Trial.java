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
    FAILED,
    /** Begun, without a result that the next choice may know. */
    RUNNING;

    /** The name in tables and files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies. */
  public Trial {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    measured = Collections.unmodifiableNavigableMap(new TreeMap<>(measured));
    if ((state == State.COMPLETE || state == State.PRUNED) && measured.isEmpty()) {
      throw new IllegalArgumentException("trial " + number + " was not measured");
    }
  }

  /** One that has begun, and what it measured on its way. */
  static Trial running(
      int number, Map<String, String> parameters, NavigableMap<Integer, Double> measured) {
    return new Trial(number, State.RUNNING, parameters, measured, 0, "");
  }

  /** Was it measured, and is its value to be compared with others'? */
  public boolean isMeasured() {
    return state == State.COMPLETE || state == State.PRUNED;
  }

  /** The metric as it was measured last; NaN for one that failed or is running. */
  public double value() {
    return isMeasured() ? measured.lastEntry().getValue() : Double.NaN;
  }

  /** Epochs after which it was measured last; 0 for one that failed or is running. */
  public int epochs() {
    return isMeasured() ? measured.lastKey() : 0;
  }
}
