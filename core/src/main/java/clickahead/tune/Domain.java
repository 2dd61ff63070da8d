package clickahead.tune;

import java.util.List;
import java.util.OptionalLong;

/** The values that a parameter can take in a search, as text, laid out over the places [0, 1). */
public sealed interface Domain permits Choice, Range {

  /** Number of values; empty where they are not countable. */
  OptionalLong size();

  /** The value of a number from 0 to size - 1. */
  String at(long index);

  /**
   * The value at a place. Uniform places give uniform values, on a logarithmic scale where the
   * domain has one.
   *
   * @param place from 0, below 1
   */
  String at(double place);

  /** A place whose value is this one: the inverse of {@link #at(double)}. */
  double place(String value);

  /** Values that are refused by a parameter if any of the domain are. */
  List<String> probes();

  /** The domain in words, the same for the same domain. */
  String text();

  /**
   * The domain of {@link #text}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Domain ofText(String text) {
    return text.startsWith("[") ? Choice.ofText(text) : Range.ofText(text);
  }
}
