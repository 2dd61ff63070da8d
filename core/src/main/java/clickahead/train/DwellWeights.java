package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.model.DwellWeighting;

/**
 * What the loss of a click to be predicted is weighed by: how often repetition by dwell time
 * (Bogina and Kuflik, 2017) would have it in the log, divided by the mean over all that are
 * predicted, so that the learning rate keeps its meaning. The dwell time of a click lasts until the
 * next of its session. It weighs what is learned and is nothing that the model sees.
 */
final class DwellWeights {
  /** All weigh alike. */
  static final DwellWeights NONE = new DwellWeights(null, new DwellWeighting(0, 0), 1);

  private static final double MILLIS = 1000;

  private final SessionLog log;
  private final DwellWeighting weighting;
  private final double mean;

  private DwellWeights(SessionLog log, DwellWeighting weighting, double mean) {
    this.log = log;
    this.weighting = weighting;
    this.mean = mean;
  }

  /**
   * Those of a log.
   *
   * @throws IllegalArgumentException if they are wanted and the log has no times
   */
  static DwellWeights of(SessionLog log, DwellWeighting weighting) {
    DwellWeights counts = new DwellWeights(log, weighting, 1);
    if (!weighting.isOn()) {
      return counts;
    }
    double sum = 0;
    long targets = 0;
    boolean timed = false;
    for (int s = 0; s < log.sessions(); s++) {
      long last = log.start(s + 1) - 1;
      for (long event = log.start(s) + 1; event <= last; event++) {
        sum += counts.of(event, last);
        targets++;
        // Where there are no times, an event's position stands for it.
        timed |= log.time(event) - log.time(event - 1) != 1;
      }
    }
    if (targets > 0 && !timed) {
      throw new IllegalArgumentException(
          "dwell_weight="
              + weighting.dwellWeight()
              + " weighs by dwell times, and the training log has no times. Prepare a log with a time"
              + " column, or set dwell_weight=0");
    }
    return new DwellWeights(log, weighting, targets == 0 ? 1 : sum / targets);
  }

  /**
   * The weight of a click.
   *
   * @param event where it lies in the log
   */
  double of(long event) {
    if (!weighting.isOn()) {
      return 1;
    }
    int low = 0;
    int high = log.sessions();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (log.start(middle) <= event) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return of(event, log.start(low + 1) - 1);
  }

  /**
   * The weight of a click.
   *
   * @param last the last event of its session
   */
  double of(long event, long last) {
    if (!weighting.isOn() || event >= last) {
      return 1 / mean;
    }
    double dwell = Math.max(0, log.time(event + 1) - log.time(event)) / MILLIS;
    double count = 1 + Math.floor(dwell / weighting.dwellWeight());
    double cap = weighting.dwellWeightCap() > 0 ? weighting.dwellWeightCap() : count;
    return Math.min(count, Math.max(1, cap)) / mean;
  }
}
