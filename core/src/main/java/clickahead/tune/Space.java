package clickahead.tune;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search chooses from: every combination of the values of its dimensions.
 *
 * @param dimensions the parameters, each once
 */
public record Space(List<Dimension> dimensions) {

  /**
   * Keeps a copy.
   *
   * @throws InvalidSettingException if a parameter stands twice
   */
  public Space {
    dimensions = List.copyOf(dimensions);
    Map<String, String> seen = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      String before = seen.put(dimension.name(), dimension.source());
      if (before != null) {
        throw new InvalidSettingException(
            "%s: '%s' stands already in %s; keep one of them"
                .formatted(dimension.source(), dimension.name(), before));
      }
    }
  }

  /**
   * Makes sure that a model has these parameters, and that they can have these values.
   *
   * @throws InvalidSettingException if not, with the line that says so
   */
  public void check(Parameters<?> parameters) {
    for (Dimension dimension : dimensions) {
      for (String value : dimension.domain().probes()) {
        parameters.with(List.of(new Setting(dimension.name(), value, dimension.source())));
      }
    }
  }

  /** The space without parameters that are set once and for all. */
  public Space without(Set<String> names) {
    return new Space(dimensions.stream().filter(d -> !names.contains(d.name())).toList());
  }

  /** Number of combinations; empty where they cannot be counted, or are more than 2^63. */
  public OptionalLong size() {
    long size = 1;
    for (Dimension dimension : dimensions) {
      OptionalLong values = dimension.domain().size();
      if (values.isEmpty() || values.getAsLong() > Long.MAX_VALUE / size) {
        return OptionalLong.empty();
      }
      size *= values.getAsLong();
    }
    return OptionalLong.of(size);
  }

  /**
   * A combination by its number: the last parameter changes first.
   *
   * @param index from 0 to size - 1
   */
  public Map<String, String> at(long index) {
    long[] digits = new long[dimensions.size()];
    long rest = index;
    for (int d = digits.length - 1; d >= 0; d--) {
      long values = dimensions.get(d).domain().size().orElseThrow();
      digits[d] = rest % values;
      rest /= values;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int d = 0; d < digits.length; d++) {
      values.put(dimensions.get(d).name(), dimensions.get(d).domain().at(digits[d]));
    }
    return values;
  }

  /**
   * The combination at a place.
   *
   * @param places one of each dimension, from 0, below 1
   */
  public Map<String, String> at(double[] places) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int d = 0; d < places.length; d++) {
      values.put(dimensions.get(d).name(), dimensions.get(d).domain().at(places[d]));
    }
    return values;
  }

  /** The place of a combination, one of each dimension. */
  public double[] places(Map<String, String> values) {
    return dimensions.stream().mapToDouble(d -> d.domain().place(values.get(d.name()))).toArray();
  }

  /** The space of {@link #asText}, as a study's file keeps it. */
  public static Space ofText(Map<String, String> text) {
    return new Space(
        text.entrySet().stream()
            .map(e -> new Dimension(e.getKey(), Domain.ofText(e.getValue()), "study"))
            .toList());
  }

  /** Each parameter and what it can be, in words: the same for the same space. */
  public Map<String, String> asText() {
    Map<String, String> text = new LinkedHashMap<>();
    dimensions.forEach(d -> text.put(d.name(), d.domain().text()));
    return text;
  }
}
