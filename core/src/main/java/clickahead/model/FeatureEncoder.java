package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.ColumnEncoding;
import clickahead.data.NumberColumn;
import clickahead.data.Vocabulary;
import clickahead.graph.MiniBatch;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Type;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * What a value of an event's or a session's feature is to a model: one of the rows of the feature's
 * table, and how much of it. A token has a row of its own if the model was trained on it, and else
 * none; so has a missing value. Dwell times that are numbers count as log(1 + seconds), because
 * they range over magnitudes.
 */
final class FeatureEncoder {
  private static final double MILLIS = 1000;
  private static final int MOST_SHOWN = 40;

  private final Feature feature;
  private final Vocabulary tokens;
  private final Buckets buckets;
  private final NumberScale scale;
  private final int dimensions;
  private final String place;

  FeatureEncoder(Feature feature, ColumnEncoding encoding) {
    this.feature = feature;
    List<Double> numbers = encoding.numbers();
    tokens = Vocabulary.of(encoding.tokens());
    buckets =
        new Buckets(
            feature.type() == Type.BUCKETED
                ? numbers.stream().mapToDouble(x -> x).toArray()
                : new double[0]);
    scale =
        feature.type() == Type.NORMALIZED
            ? new NumberScale(numbers.getFirst(), numbers.getLast())
            : NumberScale.NONE;
    place = "a value of " + feature.name();
    dimensions = feature.type() == Type.VECTOR ? numbers.getFirst().intValue() : 0;
  }

  /**
   * What the values of a feature are to a model.
   *
   * @param catalog of the model
   * @throws IllegalArgumentException if the model was not trained on the feature
   */
  static FeatureEncoder of(Feature feature, Catalog catalog) {
    ColumnEncoding encoding = catalog.features().encodings().get(feature.name());
    if (encoding == null) {
      throw new IllegalArgumentException(
          catalog.place() + ": does not say what values of " + feature.name() + " are");
    }
    return new FeatureEncoder(feature, encoding);
  }

  /** The number that a dwell time counts as. */
  static double dwell(long millis) {
    return Math.log1p(Math.max(0, millis) / MILLIS);
  }

  /** Number of rows. */
  int rows() {
    return switch (feature.type()) {
      case TOKEN, TOKEN_SEQ -> Math.max(1, tokens.size());
      case BUCKETED -> buckets.size();
      default -> 1;
    };
  }

  boolean isToken() {
    return feature.type() == Type.TOKEN;
  }

  boolean isList() {
    return feature.type() == Type.TOKEN_SEQ;
  }

  boolean isVector() {
    return feature.type() == Type.VECTOR;
  }

  /** The tokens of a list, which has spaces between them. */
  static String[] tokens(String list) {
    String stripped = list.strip();
    return stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
  }

  /** Gives the row of each of a list's tokens that the model knows. */
  void rows(String list, IntConsumer rows) {
    for (String token : tokens(list)) {
      int row = row(token);
      if (row >= 0) {
        rows.accept(row);
      }
    }
  }

  /** Where a value of a click or session stands, for messages. */
  String place() {
    return place;
  }

  /** Complains of a value that cannot be read. */
  void requireReadable(String value) {
    if (isVector()) {
      vector(value, place);
    } else if (!isToken() && !isList()) {
      number(value, place);
    }
  }

  /** Numbers of a vector. */
  int dimensions() {
    return dimensions;
  }

  /**
   * Makes sure that a vector is as long as those of the training log.
   *
   * @param value for the message
   */
  void requireDimensions(int found, String value, String place) {
    if (found != dimensions) {
      throw new IllegalArgumentException(
          "%s: %s in the column '%s' has %d numbers, expected %d as in the first value of training; vectors have to be of one length"
              .formatted(place, value, feature.column(), found, dimensions));
    }
  }

  private static String beginning(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  /**
   * A vector that was written as numbers with spaces between them.
   *
   * @param place where it stands, for the message
   * @throws IllegalArgumentException if it is none, or not as long as those of the training log
   */
  float[] vector(String text, String place) {
    String[] parts = tokens(text);
    requireDimensions(parts.length, "'" + beginning(text) + "'", place);
    float[] vector = new float[dimensions];
    for (int k = 0; k < dimensions; k++) {
      vector[k] = (float) number(parts[k], place);
    }
    return vector;
  }

  /** The row of a token; {@link MiniBatch#NONE} where the model does not know it. */
  int row(String token) {
    int code = tokens.code(token);
    return code < 0 && isNumber(token)
        ? tokens.code(NumberColumn.text(Double.parseDouble(token)))
        : code;
  }

  private static boolean isNumber(String token) {
    return token.matches("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");
  }

  /** The tokens that are numbers, in ascending order, and their rows. */
  NumberTokens numberTokens() {
    SortedMap<Double, Integer> rows = new TreeMap<>();
    for (int code = 0; code < tokens.size(); code++) {
      if (isNumber(tokens.value(code))) {
        rows.putIfAbsent(Double.parseDouble(tokens.value(code)), code);
      }
    }
    return new NumberTokens(
        rows.keySet().stream().mapToDouble(x -> x).toArray(),
        rows.values().stream().mapToInt(x -> x).toArray());
  }

  /**
   * Tokens that are numbers.
   *
   * @param numbers ascending
   * @param rows the row of each
   */
  record NumberTokens(double[] numbers, int[] rows) {
    int row(double number) {
      int found = Arrays.binarySearch(numbers, number);
      return found < 0 ? MiniBatch.NONE : rows[found];
    }
  }

  /** The row of a number. */
  int row(double number) {
    return feature.type() == Type.BUCKETED ? buckets.of(number) : 0;
  }

  /** What the row of a number is multiplied with. */
  double amount(double number) {
    return feature.type() == Type.BUCKETED ? 1 : scale.of(number);
  }

  /**
   * A number that was written as text.
   *
   * @param place where it stands, for the message
   * @throws IllegalArgumentException if it is none
   */
  double number(String text, String place) {
    return number(text, feature, place);
  }

  /** The number that was written as text; not a number where it is none, or has no end. */
  static double finite(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  static double number(String text, Feature feature, String place) {
    double value = finite(text);
    if (!Double.isNaN(value)) {
      return value;
    }
    throw new IllegalArgumentException(
        "%s: '%s' in the column '%s' is no number. Select it as %s:token"
            .formatted(place, text, feature.column(), feature.name()));
  }
}
