package clickahead.model;

import java.util.Locale;

/**
 * Size of a separate input embedding.
 *
 * @param units 0 for none, {@link #LAYER_SIZE} for as many as the first layer has, else the size
 */
public record EmbeddingSize(int units) {
  private static final int LAYER_SIZE = -1;

  /**
   * Reads a number, or {@code layersize}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static EmbeddingSize parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.equals("layersize")) {
      return new EmbeddingSize(LAYER_SIZE);
    }
    int units = Integer.parseInt(name);
    if (units < 0) {
      throw new IllegalArgumentException("an embedding of " + units + " units");
    }
    return new EmbeddingSize(units);
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "a whole number, 0 for none, or layersize";
  }

  /** Is there one? */
  boolean exists() {
    return units != 0;
  }

  /** Its size behind which a first layer of so many units stands. */
  int before(int firstLayer) {
    return units == LAYER_SIZE ? firstLayer : units;
  }

  @Override
  public String toString() {
    return units == LAYER_SIZE ? "layersize" : Integer.toString(units);
  }
}
