package clickahead.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Features that a model takes, and what they hold.
 *
 * @param features in the order in which they are concatenated
 */
public record SelectedFeatures(List<Feature> features) {

  /** What a feature holds; the first ones under RecBole's names. */
  public enum Type {
    /** One value. */
    TOKEN,
    /** Values separated by spaces. */
    TOKEN_SEQ,
    /** A number, as it is. */
    FLOAT,
    /** A number, with the mean taken off and divided by the deviation. */
    NORMALIZED,
    /** The bucket that a number falls into, of so many with about as many values each. */
    BUCKETED,
    /** A vector of numbers, through a trained layer to so many units, or as it is. */
    VECTOR,
    /** A text as a bag of terms weighted by tf-idf. */
    TFIDF;

    /** Number that stands behind the type where none is given; -1 where none may be. */
    private int usualNumber() {
      return switch (this) {
        case BUCKETED -> 10;
        case VECTOR -> 0;
        default -> -1;
      };
    }
  }

  /**
   * A column, or another feature by its name, and what it holds.
   *
   * @param number buckets of BUCKETED, at least 2; units of VECTOR, 0 to take it as it is; else -1
   */
  public record Feature(String column, Type type, int number) {

    /** A feature with the usual number. */
    public Feature(String column, Type type) {
      this(column, type, type.usualNumber());
    }

    /** Refuses numbers without a meaning. */
    public Feature {
      boolean fits =
          switch (type) {
            case BUCKETED -> number >= 2;
            case VECTOR -> number >= 0;
            default -> number == -1;
          };
      if (!fits) {
        throw new IllegalArgumentException(type + " of " + number);
      }
    }

    @Override
    public String toString() {
      String text = column + ":" + type.name().toLowerCase(Locale.ROOT);
      return number == type.usualNumber() ? text : text + ":" + number;
    }
  }

  /** Takes a copy. */
  public SelectedFeatures {
    features = List.copyOf(features);
  }

  /**
   * Reads {@code class:token_seq/price:bucketed:20}; a column without a type is a token.
   *
   * @throws IllegalArgumentException if there is none, an unknown type, or a column twice
   */
  public static SelectedFeatures parse(String text) {
    List<Feature> features =
        Arrays.stream(text.split("\\s*[/,]\\s*")).map(SelectedFeatures::feature).toList();
    Set<String> names = new HashSet<>();
    for (Feature feature : features) {
      if (feature.column().isEmpty() || !names.add(feature.column())) {
        throw new IllegalArgumentException(text);
      }
    }
    return new SelectedFeatures(features);
  }

  private static Feature feature(String text) {
    List<String> parts = new ArrayList<>(List.of(text.strip().split("\\s*:\\s*")));
    if (parts.size() < 2) {
      return new Feature(text.strip(), Type.TOKEN);
    }
    boolean numbered = parts.size() > 2 && parts.getLast().matches("\\d{1,6}");
    int number = numbered ? Integer.parseInt(parts.removeLast()) : -1;
    Type type = Type.valueOf(parts.removeLast().toUpperCase(Locale.ROOT));
    String column = String.join(":", parts);
    return numbered ? new Feature(column, type, number) : new Feature(column, type);
  }

  /** Their names, in order. */
  public List<String> names() {
    return features.stream().map(Feature::column).toList();
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "columns separated by / or commas, each once and with :token, :token_seq, :float,"
        + " :normalized, :bucketed (or :bucketed:20), :vector (or :vector:64) or :tfidf behind it,"
        + " for example class:token_seq/price:bucketed";
  }

  @Override
  public String toString() {
    return features.stream().map(Feature::toString).collect(Collectors.joining("/"));
  }
}
