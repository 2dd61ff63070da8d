package clickahead.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Item columns that a model takes as features, and what they hold.
 *
 * @param features in the order in which they are concatenated
 */
public record SelectedFeatures(List<Feature> features) {

  /** What a column holds, under RecBole's names. */
  public enum Type {
    /** One value. */
    TOKEN,
    /** Values separated by spaces. */
    TOKEN_SEQ,
    /** A number, as it is. */
    FLOAT,
    /** A number, with the items' mean taken off and divided by their deviation. */
    NORMALIZED
  }

  /** A column and what it holds. */
  public record Feature(String column, Type type) {}

  /**
   * Reads {@code class:token_seq/price:float}; a column without a type is a token.
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
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new Feature(text.strip(), Type.TOKEN);
    }
    String type = text.substring(colon + 1).strip().toUpperCase(Locale.ROOT);
    return new Feature(text.substring(0, colon).strip(), Type.valueOf(type));
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "item columns separated by / or commas, each once and with :token, :token_seq, :float or"
        + " :normalized behind it, for example class:token_seq/price:float";
  }

  @Override
  public String toString() {
    return features.stream()
        .map(f -> f.column() + ":" + f.type().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("/"));
  }
}
