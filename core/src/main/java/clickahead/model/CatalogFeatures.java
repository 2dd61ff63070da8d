package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.ColumnEncoding;
import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a catalogue knows of the items, as features. Values are numbered in the order of the items,
 * so that one catalogue always gives the same numbers; an item whose value is empty has none. In a
 * catalogue that has grown, what a model knew before keeps its number, and numbers keep the scale
 * and the buckets that they had.
 */
final class CatalogFeatures {
  private final Catalog catalog;

  CatalogFeatures(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * One feature that has rows for its values: any but a vector.
   *
   * @param pooling of several values
   * @throws IllegalArgumentException if there is no such column, or a number is none
   */
  FeatureColumn column(Feature feature, Pooling pooling) {
    if (feature.type() == Type.TFIDF) {
      return terms(feature);
    }
    requireColumn(feature);
    return switch (feature.type()) {
      case TOKEN, TOKEN_SEQ -> tokens(feature, pooling);
      case BUCKETED -> buckets(feature);
      default -> numbers(feature);
    };
  }

  /** The text's terms, as much of each as it weighs. */
  private FeatureColumn terms(Feature feature) {
    ItemTerms terms = catalog.features().terms().get(feature.column());
    if (terms == null) {
      throw new IllegalArgumentException(
          missing(feature, "no text turned to tf-idf", catalog.features().terms().keySet())
              + ". Prepare the log with --text-columns, or select others");
    }
    int[] starts = new int[catalog.size() + 1];
    Arrays.setAll(starts, terms::start);
    int[] values = new int[starts[catalog.size()]];
    double[] weights = new double[values.length];
    Arrays.setAll(values, terms::term);
    Arrays.setAll(weights, terms::weight);
    return new FeatureColumn(Math.max(1, terms.size()), starts, values, weights, Pooling.SUM);
  }

  /**
   * A vector for each item: from a file that the log was prepared with, or a column of numbers
   * separated by spaces.
   */
  ItemVectors vectors(Feature feature) {
    ItemVectors vectors = catalog.features().vectors().get(feature.column());
    if (vectors != null) {
      return vectors;
    }
    if (!catalog.columns().contains(feature.column())) {
      List<String> found = new ArrayList<>(catalog.features().vectors().keySet());
      found.addAll(catalog.columns());
      throw new IllegalArgumentException(
          missing(feature, "no vectors", found)
              + ". Prepare the log with --item-vectors, or select others");
    }
    return parsedVectors(feature);
  }

  private ItemVectors parsedVectors(Feature feature) {
    float[][] rows = new float[catalog.size()][];
    int length = 0;
    for (int item = 0; item < rows.length; item++) {
      String text = catalog.value(item, feature.column()).strip();
      if (text.isEmpty()) {
        continue;
      }
      String[] parts = text.split("\\s+");
      if (length > 0 && parts.length != length) {
        throw new IllegalArgumentException(
            "%s: item '%s' has %d numbers in the column '%s', others have %d; vectors have to be of one length"
                .formatted(
                    catalog.place(), catalog.id(item), parts.length, feature.column(), length));
      }
      length = parts.length;
      rows[item] = new float[length];
      for (int k = 0; k < length; k++) {
        rows[item][k] = (float) number(parts[k], item, feature);
      }
    }
    for (int item = 0; item < rows.length; item++) {
      rows[item] = rows[item] == null ? new float[Math.max(1, length)] : rows[item];
    }
    return ItemVectors.of(rows);
  }

  private void requireColumn(Feature feature) {
    if (!catalog.columns().contains(feature.column())) {
      throw new IllegalArgumentException(
          missing(feature, "no item column", catalog.columns())
              + ". Prepare the log with that column, or select others");
    }
  }

  private String missing(Feature feature, String what, Iterable<String> found) {
    String names = String.join(", ", found);
    return "%s: %s '%s', which selected_features asks for (found: %s)"
        .formatted(catalog.place(), what, feature.column(), names.isEmpty() ? "none" : names);
  }

  private FeatureColumn tokens(Feature feature, Pooling pooling) {
    Map<String, Integer> known = new LinkedHashMap<>();
    return tokens(feature, pooling, known);
  }

  /**
   * A column of tokens.
   *
   * @param known receives the number of every token, in their order
   */
  private FeatureColumn tokens(Feature feature, Pooling pooling, Map<String, Integer> known) {
    ColumnEncoding before = encoding(feature);
    if (before != null) {
      before.tokens().forEach(token -> known.put(token, known.size()));
    }
    int[] starts = new int[catalog.size() + 1];
    int[] values = new int[Math.max(1, catalog.size())];
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
  private FeatureColumn numbers(Feature feature) {
    Numbers known = known(feature);
    double[] values = known.values();
    if (feature.type() == Type.NORMALIZED) {
      NumberScale scale = scale(feature, values);
      values = Arrays.stream(values).map(scale::of).toArray();
    }
    return new FeatureColumn(1, known.starts(), new int[values.length], values, Pooling.SUM);
  }

  /** Each bucket is a value. */
  private FeatureColumn buckets(Feature feature) {
    Numbers known = known(feature);
    Buckets buckets = buckets(feature, known.values());
    int[] values = Arrays.stream(known.values()).mapToInt(buckets::of).toArray();
    return new FeatureColumn(buckets.size(), known.starts(), values, null, Pooling.SUM);
  }

  private ColumnEncoding encoding(Feature feature) {
    return catalog.features().encodings().get(feature.column());
  }

  private NumberScale scale(Feature feature, double[] values) {
    ColumnEncoding before = encoding(feature);
    return before == null
        ? NumberScale.of(values)
        : new NumberScale(before.numbers().getFirst(), before.numbers().getLast());
  }

  private Buckets buckets(Feature feature, double[] values) {
    ColumnEncoding before = encoding(feature);
    return before == null
        ? Buckets.of(values, feature.number())
        : new Buckets(before.numbers().stream().mapToDouble(x -> x).toArray());
  }

  /** What the columns of features are to a model that is trained on this catalogue, by name. */
  Map<String, ColumnEncoding> encodings(List<Feature> features) {
    Map<String, ColumnEncoding> encodings = new LinkedHashMap<>();
    for (Feature feature : features) {
      switch (feature.type()) {
        case TOKEN, TOKEN_SEQ -> {
          Map<String, Integer> known = new LinkedHashMap<>();
          tokens(feature, Pooling.SUM, known);
          List<String> tokens = List.copyOf(known.keySet());
          encodings.put(feature.column(), new ColumnEncoding(tokens, List.of()));
        }
        case NORMALIZED -> {
          NumberScale scale = scale(feature, known(feature).values());
          List<Double> numbers = List.of(scale.mean(), scale.deviation());
          encodings.put(feature.column(), new ColumnEncoding(List.of(), numbers));
        }
        case BUCKETED -> {
          double[] edges = buckets(feature, known(feature).values()).edges();
          List<Double> numbers = Arrays.stream(edges).boxed().toList();
          encodings.put(feature.column(), new ColumnEncoding(List.of(), numbers));
        }
        default -> {
          // Terms and vectors have their numbers in the catalogue, others need none.
        }
      }
    }
    return encodings;
  }

  /**
   * Makes sure that there is something of all features.
   *
   * @throws IllegalArgumentException if there is no such column, vector or text
   */
  void requireAll(List<Feature> features) {
    for (Feature feature : features) {
      boolean found =
          catalog.columns().contains(feature.column())
              || (feature.type() == Type.VECTOR
                  && catalog.features().vectors().containsKey(feature.column()))
              || (feature.type() == Type.TFIDF
                  && catalog.features().terms().containsKey(feature.column()));
      if (!found) {
        List<String> names = new ArrayList<>(catalog.columns());
        names.addAll(catalog.features().vectors().keySet());
        names.addAll(catalog.features().terms().keySet());
        throw new IllegalArgumentException(
            missing(feature, "no item column, vectors or text", names)
                + ". Prepare the log with it: its new items would have none");
      }
    }
  }

  /**
   * The numbers of the items that have one.
   *
   * @param starts as in a feature column
   */
  private record Numbers(int[] starts, double[] values) {}

  private Numbers known(Feature feature) {
    int[] starts = new int[catalog.size() + 1];
    double[] values = new double[catalog.size()];
    int size = 0;
    for (int item = 0; item < catalog.size(); item++) {
      String text = catalog.value(item, feature.column()).strip();
      if (!text.isEmpty()) {
        values[size++] = number(text, item, feature);
      }
      starts[item + 1] = size;
    }
    return new Numbers(starts, Arrays.copyOf(values, size));
  }

  private double number(String text, int item, Feature feature) {
    double value = FeatureEncoder.finite(text);
    if (!Double.isNaN(value)) {
      return value;
    }
    throw new IllegalArgumentException(
        "%s: item '%s' has '%s' in the column '%s', which is no number. Select it as %s:token"
            .formatted(
                catalog.place(), catalog.id(item), text, feature.column(), feature.column()));
  }
}
