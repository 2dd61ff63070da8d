package clickahead.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one panel of a chart shows: a line for each model over the same labels.
 *
 * @param title what the labels are
 * @param labels from left to right [L]
 * @param events so many events are behind each label, drawn as grey bars [L]; empty for none
 * @param values of each model [L]
 * @param few below so many events a point is hollow: its value may be chance
 */
record Panel(
    String title, List<String> labels, int[] events, Map<String, double[]> values, int few) {

  /** The largest of all values. */
  double most() {
    return values.values().stream()
        .flatMapToDouble(Arrays::stream)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(0);
  }
}
