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

  /** What a feature is of. */
  public enum Of {
    /** The item of the event; a column, vectors or text of the catalogue. */
    ITEM(""),
    /** The event itself: a column of the log, or how long the event before it lasted. */
    EVENT("event:"),
    /** The event's session: a column of the log. */
    SESSION("session:");

    private final String prefix;

    Of(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The event's feature that is computed from the times: how long the event before it lasted. */
  public static final String DWELL = "dwell";

  /**
   * A column, or another feature by its name, and what it holds.
   *
   * @param number buckets of BUCKETED, at least 2; units of VECTOR, 0 to take it as it is; else -1
   */
  public record Feature(Of of, String column, Type type, int number) {

    /** A feature with the usual number. */
    public Feature(Of of, String column, Type type) {
      this(of, column, type, type.usualNumber());
    }

    /** Refuses numbers without a meaning, and what no event has. */
    public Feature {
      boolean dwell = of == Of.EVENT && column.equals(DWELL);
      boolean fits =
          switch (type) {
            case BUCKETED -> number >= 2;
            case VECTOR -> number >= 0 && !dwell;
            case TFIDF -> of == Of.ITEM && number == -1;
            case TOKEN, TOKEN_SEQ -> number == -1 && !dwell;
            default -> number == -1;
          };
      if (!fits) {
        throw new IllegalArgumentException(of + " " + column + " as " + type + " of " + number);
      }
    }

    /** Its name, which no other feature of a model has. */
    public String name() {
      return of.prefix + column;
    }

    /** Is it how long the event before lasted? */
    boolean isDwell() {
      return of == Of.EVENT && column.equals(DWELL);
    }

    @Override
    public String toString() {
      String text = name() + ":" + type.name().toLowerCase(Locale.ROOT);
      return number == type.usualNumber() ? text : text + ":" + number;
    }
  }

  /** Takes a copy. */
  public SelectedFeatures {
    features = List.copyOf(features);
  }

  /**
   * Reads {@code class:token_seq/event:price:bucketed:20}; a column without a type is a token, the
   * dwell time falls into buckets. What follows {@code event:} is a column of the events unless it
   * is a type: {@code event:token} is the item column {@code event}.
   *
   * @throws IllegalArgumentException if there is none, an unknown type, or a column twice
   */
  public static SelectedFeatures parse(String text) {
    List<Feature> features =
        Arrays.stream(text.split("\\s*[/,]\\s*")).map(SelectedFeatures::feature).toList();
    Set<String> names = new HashSet<>();
    for (Feature feature : features) {
      if (feature.column().isEmpty() || !names.add(feature.name())) {
        throw new IllegalArgumentException(text);
      }
    }
    return new SelectedFeatures(features);
  }

  private static Feature feature(String text) {
    List<String> parts = new ArrayList<>(List.of(text.strip().split("\\s*:\\s*")));
    Of of = Of.ITEM;
    for (Of other : List.of(Of.EVENT, Of.SESSION)) {
      if (parts.size() > 1
          && other.prefix.equals(parts.getFirst() + ":")
          && !isType(parts.get(1))) {
        of = other;
        parts.removeFirst();
      }
    }
    if (parts.size() < 2) {
      String column = parts.getFirst();
      boolean dwell = of == Of.EVENT && column.equals(DWELL);
      return new Feature(of, column, dwell ? Type.BUCKETED : Type.TOKEN);
    }
    boolean numbered = parts.size() > 2 && parts.getLast().matches("\\d{1,6}");
    int number = numbered ? Integer.parseInt(parts.removeLast()) : -1;
    Type type = Type.valueOf(parts.removeLast().toUpperCase(Locale.ROOT));
    String column = String.join(":", parts);
    return numbered ? new Feature(of, column, type, number) : new Feature(of, column, type);
  }

  private static boolean isType(String text) {
    return Arrays.stream(Type.values()).anyMatch(type -> type.name().equalsIgnoreCase(text));
  }

  /** Those of items, or of events, or of sessions. */
  List<Feature> of(Of of) {
    return features.stream().filter(feature -> feature.of() == of).toList();
  }

  /** Names of the columns of events, or of sessions. */
  List<String> columns(Of of) {
    return of(of).stream().filter(feature -> !feature.isDwell()).map(Feature::column).toList();
  }

  /** Those of events and of sessions, in the order in which events have them. */
  List<Feature> ofLog() {
    return features.stream().filter(feature -> feature.of() != Of.ITEM).toList();
  }

  /** Their names, in order. */
  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "columns separated by / or commas, each once and with :token, :token_seq, :float,"
        + " :normalized, :bucketed (or :bucketed:20), :vector (or :vector:64) or :tfidf behind it,"
        + " for example class:token_seq/price:bucketed; event:NAME or session:NAME for a column of"
        + " the events or sessions, any type but tfidf; event:dwell for the dwell time before, which"
        + " is a number";
  }

  @Override
  public String toString() {
    return features.stream().map(Feature::toString).collect(Collectors.joining("/"));
  }
}
