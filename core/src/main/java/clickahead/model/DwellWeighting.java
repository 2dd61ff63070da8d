package clickahead.model;

import clickahead.config.Parameter;

/**
 * Parameters of weighing the loss of an event by how long the visitor stayed with it: what Bogina
 * and Kuflik (2017) reach by repeating events, within the training.
 */
public record DwellWeighting(
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Seconds of dwell time that count as one event more: the loss of a click to be"
                    + " predicted is weighed by 1 + floor(dwell time / dwell_weight), divided by the"
                    + " mean weight. The last click of a session, whose dwell time nobody knows,"
                    + " counts once. 0 weighs all alike.")
        double dwellWeight,
    @Parameter(
            defaultValue = "10",
            min = 0,
            text = "The most that a click counts by its dwell time; 0 for no limit.")
        double dwellWeightCap) {

  /** Is anything weighed? */
  public boolean isOn() {
    return dwellWeight > 0;
  }
}
