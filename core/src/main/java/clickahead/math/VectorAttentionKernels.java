package clickahead.math;

import static clickahead.math.VectorMath.fold;
import static clickahead.math.VectorMath.hardSigmoid;
import static clickahead.math.VectorMath.hardSlope;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.sigmoid;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;

/** {@link AttentionKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorAttentionKernels implements AttentionKernels {
  private static final int L = VectorMath.L;

  @Override
  public void additiveScores(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long out) {
    long row = 4L * units;
    for (int j = from; j < to; j++) {
      long key = keys + rows[j] * row;
      float score = hard ? hardScore(query, key, v, row) : score(query, key, v, row);
      Memory.putFloat(out + 4L * (j - from), score);
    }
  }

  private static float score(long query, long key, long v, long row) {
    FloatVector sum = FloatVector.zero(VectorMath.S);
    for (long k = 0; k < row; k += 4L * L) {
      sum = sigmoid(load(query + k).add(load(key + k))).fma(load(v + k), sum);
    }
    return fold(sum);
  }

  private static float hardScore(long query, long key, long v, long row) {
    FloatVector sum = FloatVector.zero(VectorMath.S);
    for (long k = 0; k < row; k += 4L * L) {
      sum = hardSigmoid(load(query + k).add(load(key + k))).fma(load(v + k), sum);
    }
    return fold(sum);
  }

  @Override
  public void additiveBackward(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long gradient,
      long dKeys,
      long dQuery,
      long dV,
      long sigmas) {
    long row = 4L * units;
    for (int j = from; j < to; j++) {
      float g = Memory.getFloat(gradient + 4L * (j - from));
      long at = rows[j] * row;
      if (hard) {
        hardSigmoids(query, keys + at, sigmas, row);
        hardBackward(sigmas, v, g, dKeys + at, dQuery, row);
      } else {
        sigmoids(query, keys + at, sigmas, row);
        backward(sigmas, v, g, dKeys + at, dQuery, row);
      }
      addScaled(dV, sigmas, g, row);
    }
  }

  private static void sigmoids(long query, long key, long out, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      store(out + k, sigmoid(load(query + k).add(load(key + k))));
    }
  }

  private static void hardSigmoids(long query, long key, long out, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      store(out + k, hardSigmoid(load(query + k).add(load(key + k))));
    }
  }

  private static void backward(long sigmas, long v, float g, long dKey, long dQuery, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector s = load(sigmas + k);
      FloatVector gs = s.mul(g);
      FloatVector d = gs.sub(gs.mul(s)).mul(load(v + k));
      store(dKey + k, load(dKey + k).add(d));
      store(dQuery + k, load(dQuery + k).add(d));
    }
  }

  private static void hardBackward(long sigmas, long v, float g, long dKey, long dQuery, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector d = hardSlope(load(sigmas + k)).mul(load(v + k)).mul(g);
      store(dKey + k, load(dKey + k).add(d));
      store(dQuery + k, load(dQuery + k).add(d));
    }
  }

  @Override
  public void addWeighted(
      long values, int[] rows, int from, int to, long weights, int units, long out) {
    long row = 4L * units;
    for (int j = from; j < to; j++) {
      addScaled(out, values + rows[j] * row, Memory.getFloat(weights + 4L * (j - from)), row);
    }
  }

  private static void addScaled(long to, long from, float factor, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(to + k, load(from + k).fma(FloatVector.broadcast(VectorMath.S, factor), load(to + k)));
    }
  }

  @Override
  public void dotPicked(long values, int[] rows, int from, int to, long x, int units, long out) {
    long row = 4L * units;
    for (int j = from; j < to; j++) {
      Memory.putFloat(out + 4L * (j - from), dot(values + rows[j] * row, x, row));
    }
  }

  private static float dot(long a, long b, long bytes) {
    FloatVector sum = FloatVector.zero(VectorMath.S);
    for (long k = 0; k < bytes; k += 4L * L) {
      sum = load(a + k).fma(load(b + k), sum);
    }
    return fold(sum);
  }

  @Override
  public void addToPicked(
      long values, int[] rows, int from, int to, long weights, long x, int units) {
    long row = 4L * units;
    for (int j = from; j < to; j++) {
      addScaled(values + rows[j] * row, x, Memory.getFloat(weights + 4L * (j - from)), row);
    }
  }
}
