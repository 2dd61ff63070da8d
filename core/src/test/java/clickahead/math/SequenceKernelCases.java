package clickahead.math;

import java.util.Arrays;

/** Calls of the kernels that work on sequences: cells over events, and attention. */
final class SequenceKernelCases {
  /** Half ulps of 1 that a sigmoid of a sum of two numbers up to 3 may be off. */
  private static final int SIGMOID = 16;

  private final KernelCases all;

  SequenceKernelCases(KernelCases all) {
    this.all = all;
  }

  /** Cells over so many events of U units, attention over so many rows. */
  void add(int rows, int units) {
    if (rows * units > 3000) {
      return;
    }
    resetAfter(rows, units);
    for (boolean hard : new boolean[] {false, true}) {
      resetBefore(rows, units, hard);
      attention(rows, units, hard);
    }
    picked(rows, units);
  }

  private void resetAfter(int rows, int units) {
    int n = rows * units;
    String size = " [" + rows + ", " + units + "]";
    all.add(
        "resetAfter" + size,
        16,
        4,
        (k, at) -> k.sequenceCells().resetAfter(at[0], at[1], at[2], at[3], rows, units),
        all.random(3 * n),
        all.random(3 * n),
        all.fill(n, all.between(-1, 1)),
        all.random(n));
    all.add(
        "resetAfterBackward by events" + size,
        8,
        8,
        (k, at) ->
            k.sequenceCells().resetAfterBackward(at[0], at[1], at[2], at[3], at[4], rows, units),
        all.fill(3 * n, all.between(0, 1)),
        all.random(3 * n),
        all.fill(n, all.between(-1, 1)),
        all.random(n),
        all.random(n));
  }

  private void resetBefore(int rows, int units, boolean hard) {
    int n = rows * units;
    String size = " [" + rows + ", " + units + "], hard " + hard;
    all.add(
        "resetBeforeGates" + size,
        8,
        2,
        (k, at) ->
            k.sequenceCells().resetBeforeGates(at[0], at[1], at[2], at[3], rows, units, hard),
        all.random(3 * n),
        all.random(2 * n),
        all.random(n),
        all.random(n));
    all.add(
        "resetBeforeState" + size,
        8,
        4,
        (k, at) -> k.sequenceCells().resetBeforeState(at[0], at[1], at[2], at[3], rows, units),
        all.fill(3 * n, all.between(0, 1)),
        all.random(n),
        all.random(n),
        all.random(n));
    double[] gates = all.fill(3 * n, all.between(0, 1));
    for (int i = 0; i < gates.length; i += 5) {
      gates[i] = i % 2;
    }
    all.add(
        "resetBeforeBackward by events" + size,
        8,
        8,
        (k, at) ->
            k.sequenceCells().resetBeforeBackward(at[0], at[1], at[2], at[3], rows, units, hard),
        gates,
        all.fill(n, all.between(-1, 1)),
        all.random(n),
        all.random(n));
    all.add(
        "resetGradient by events" + size,
        8,
        8,
        (k, at) -> k.sequenceCells().resetGradient(at[0], at[1], at[2], at[3], rows, units, hard),
        gates,
        all.random(n),
        all.random(n),
        all.random(n));
  }

  /** Row numbers between 0 and 8, some of them more than once. */
  private int[] rows(int count) {
    return all.random.ints(count + 2L, 0, 9).toArray();
  }

  private void attention(int count, int units, boolean hard) {
    int[] rows = rows(count);
    String size = " of " + count + " rows of " + units + ", hard " + hard;
    double[] query = all.random(units);
    double[] keys = all.random(9 * units);
    double[] v = all.random(units);
    double[] terms = new double[count];
    // A sigmoid is at most 1, and rounded as if it were.
    Arrays.fill(terms, Arrays.stream(v).map(Math::abs).sum());
    all.addSums(
        "additiveScores" + size,
        units,
        SIGMOID,
        terms,
        (k, at) ->
            k.attention()
                .additiveScores(at[0], at[1], rows, 2, count + 2, at[2], units, hard, at[3]),
        query,
        keys,
        v,
        all.random(count));
    all.add(
        "additiveBackward" + size,
        8,
        8 + count,
        (k, at) ->
            k.attention()
                .additiveBackward(
                    at[0], at[1], rows, 1, count + 1, at[2], units, hard, at[3], at[4], at[5],
                    at[6], at[7]),
        all.random(units),
        all.random(9 * units),
        all.random(units),
        all.random(count),
        all.random(9 * units),
        all.random(units),
        all.random(units),
        new double[units]);
  }

  private void picked(int count, int units) {
    int[] rows = rows(count);
    String size = " of " + count + " rows of " + units;
    all.add(
        "addWeighted" + size,
        1,
        2 + count,
        (k, at) -> k.attention().addWeighted(at[0], rows, 1, count + 1, at[1], units, at[2]),
        all.random(9 * units),
        all.random(count),
        all.random(units));
    double[] table = all.random(9 * units);
    double[] vector = all.random(units);
    double[] terms = new double[count];
    for (int i = 0; i < count * units; i++) {
      int u = i % units;
      terms[i / units] += Math.abs(table[rows[1 + i / units] * units + u] * vector[u]);
    }
    all.addSums(
        "dotPicked" + size,
        units,
        1,
        terms,
        (k, at) -> k.attention().dotPicked(at[0], rows, 1, count + 1, at[1], units, at[2]),
        table,
        vector,
        all.random(count));
    all.add(
        "addToPicked" + size,
        1,
        2 + count,
        (k, at) -> k.attention().addToPicked(at[0], rows, 1, count + 1, at[1], at[2], units),
        all.random(9 * units),
        all.random(count),
        all.random(units));
  }
}
