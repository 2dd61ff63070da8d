package clickahead.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The vectors that the clicks of a running session have of one feature. Grows by doubling. */
final class ClickVectors {
  private final int dimensions;
  private float[] numbers;

  ClickVectors(int dimensions) {
    this.dimensions = dimensions;
    numbers = new float[dimensions];
  }

  /** Room for the vector with a number; returns where it begins. */
  private int at(int vector) {
    int at = Math.multiplyExact(vector, dimensions);
    if (at + dimensions > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(at + dimensions, 2 * numbers.length));
    }
    return at;
  }

  void set(int vector, float[] from) {
    int at = at(vector);
    System.arraycopy(from, 0, numbers, at, dimensions);
  }

  void get(int vector, float[] to) {
    System.arraycopy(numbers, vector * dimensions, to, 0, dimensions);
  }

  int bytes() {
    return Float.BYTES * dimensions;
  }

  void put(ByteBuffer bytes, int vector) {
    for (int k = 0; k < dimensions; k++) {
      bytes.putFloat(numbers[vector * dimensions + k]);
    }
  }

  /**
   * Reads what {@link #put} wrote.
   *
   * @return false if a number is none
   */
  boolean get(ByteBuffer bytes, int vector) {
    int at = at(vector);
    for (int k = 0; k < dimensions; k++) {
      numbers[at + k] = bytes.getFloat();
      if (!Float.isFinite(numbers[at + k])) {
        return false;
      }
    }
    return true;
  }
}
