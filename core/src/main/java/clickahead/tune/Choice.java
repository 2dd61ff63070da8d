package clickahead.tune;

import java.util.List;
import java.util.OptionalLong;

/**
 * One of a list of values, which have no order.
 *
 * @param values at least one, each once
 */
public record Choice(List<String> values) implements Domain {

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException if there is no value, or one twice
   */
  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("has no value to choose from; give at least one");
    }
    for (String value : values) {
      if (values.indexOf(value) != values.lastIndexOf(value)) {
        throw new IllegalArgumentException("has the value " + value + " twice; keep one");
      }
    }
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(values.size());
  }

  @Override
  public String at(long index) {
    return values.get(Math.toIntExact(index));
  }

  @Override
  public String at(double place) {
    return values.get((int) (place * values.size()));
  }

  @Override
  public double place(String value) {
    return (values.indexOf(value) + 0.5) / values.size();
  }

  @Override
  public List<String> probes() {
    return values;
  }

  @Override
  public String text() {
    return values.toString();
  }
}
