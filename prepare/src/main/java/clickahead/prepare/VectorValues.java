package clickahead.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The different values of a column, as long as all of them may be vectors: two or more plain
 * numbers with spaces between them, always as many, and one of all these is no whole number. Lists
 * of ids, such as {@code 12 45}, stay texts.
 */
final class VectorValues {
  /** A number as every program reads it: 1d and NaN are none. */
  static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  /** Null once a value was none. */
  private List<float[]> vectors = new ArrayList<>();

  private boolean fractions;

  /** Takes the next value. */
  void add(String text) {
    if (vectors == null) {
      return;
    }
    float[] vector = vector(text.strip().split("\\s+"));
    boolean fits =
        vector != null && (vectors.isEmpty() || vectors.getFirst().length == vector.length);
    if (fits) {
      vectors.add(vector);
    } else {
      vectors = null;
    }
  }

  private float[] vector(String[] parts) {
    if (parts.length < 2) {
      return null;
    }
    float[] vector = new float[parts.length];
    for (int k = 0; k < parts.length; k++) {
      if (!NUMBER.matcher(parts[k]).matches()) {
        return null;
      }
      vector[k] = Float.parseFloat(parts[k]);
      if (!Float.isFinite(vector[k])) {
        return null;
      }
      fractions |= !parts[k].chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '+');
    }
    return vector;
  }

  /** All of them, in their order; null if they are none. */
  float[][] all() {
    return vectors == null || vectors.isEmpty() || !fractions
        ? null
        : vectors.toArray(float[][]::new);
  }
}
