package clickahead.model;

import clickahead.data.Catalog;
import clickahead.graph.FeatureColumn;
import clickahead.graph.Pooling;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Columns of a catalogue as features. Values are numbered in the order of the items, so that one
 * catalogue always gives the same numbers; an item whose value is empty has none.
 */
final class CatalogFeatures {
  private CatalogFeatures() {}

  /**
   * One column.
   *
   * @param pooling of several values
   * @throws IllegalArgumentException if there is no such column, or a number is none
   */
  static FeatureColumn of(Catalog catalog, Feature feature, Pooling pooling) {
    if (!catalog.columns().contains(feature.column())) {
      throw new IllegalArgumentException(
          "selected_features asks for the item column '"
              + feature.column()
              + "', and the catalogue has "
              + (catalog.columns().isEmpty() ? "none" : String.join(", ", catalog.columns()))
              + ". Prepare the log with that column, or select others");
    }
    return switch (feature.type()) {
      case TOKEN, TOKEN_SEQ -> tokens(catalog, feature, pooling);
      case FLOAT, NORMALIZED -> numbers(catalog, feature);
    };
  }

  private static FeatureColumn tokens(Catalog catalog, Feature feature, Pooling pooling) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] starts = new int[catalog.size() + 1];
    int[] values = new int[catalog.size()];
    int size = 0;
    for (int item = 0; item < catalog.size(); item++) {
      String text = catalog.value(item, feature.column()).strip();
      String[] tokens = feature.type() == Type.TOKEN_SEQ ? text.split("\\s+") : new String[] {text};
      for (String token : text.isEmpty() ? new String[0] : tokens) {
        if (size == values.length) {
          values = Arrays.copyOf(values, 2 * size);
        }
        Integer number = known.putIfAbsent(token, known.size());
        values[size++] = number == null ? known.size() - 1 : number;
      }
      starts[item + 1] = size;
    }
    return new FeatureColumn(
        Math.max(1, known.size()), starts, Arrays.copyOf(values, size), null, pooling);
  }

  /** A number is one value, as much of it as the number says. */
  private static FeatureColumn numbers(Catalog catalog, Feature feature) {
    int[] starts = new int[catalog.size() + 1];
    double[] weights = new double[catalog.size()];
    int size = 0;
    for (int item = 0; item < catalog.size(); item++) {
      String text = catalog.value(item, feature.column()).strip();
      if (!text.isEmpty()) {
        weights[size++] = number(text, catalog.id(item), feature);
      }
      starts[item + 1] = size;
    }
    double[] known = Arrays.copyOf(weights, size);
    if (feature.type() == Type.NORMALIZED) {
      normalize(known);
    }
    return new FeatureColumn(1, starts, new int[size], known, Pooling.SUM);
  }

  private static double number(String text, String id, Feature feature) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "item '%s' has '%s' in the column '%s', which is no number. Select it as %s:token"
            .formatted(id, text, feature.column(), feature.column()));
  }

  private static void normalize(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double x : values) {
      sum += x;
      squares += x * x;
    }
    double mean = sum / Math.max(1, values.length);
    double deviation = Math.sqrt(Math.max(0, squares / Math.max(1, values.length) - mean * mean));
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation > 0 ? (values[i] - mean) / deviation : 0;
    }
  }
}
