package clickahead.math;

import clickahead.math.KernelCase.Buffer;
import clickahead.math.KernelCase.Call;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Calls of every kernel on random input, all numbers being floats. */
final class KernelCases {
  /** Room for four rows of the widest case in double precision. */
  private static final long SCRATCH = Memory.allocate(Arena.global(), 4 * 8 * 1024);

  private static final double[] EXTREMES = {(float) -9e29, -1e4, -80, -1, 0, 0, 1, 80, 1e4};

  private static final List<Activation> ACTIVATIONS =
      Stream.of("linear", "tanh", "relu", "leaky-0.2", "elu-0.5", "elu-1", "selu-1.05-1.67")
          .map(Activation::parse)
          .toList();

  private final List<KernelCase> cases = new ArrayList<>();
  final SplittableRandom random;
  private final String seed;

  KernelCases(long seed) {
    random = new SplittableRandom(seed);
    this.seed = ", seed " + seed;
  }

  /** All kernels at one size: matrices [rows, p], counts of p elements. */
  static List<KernelCase> of(int rows, int p, long seed) {
    KernelCases all = new KernelCases(seed);
    all.copies(rows, p);
    all.columns(rows, p);
    all.masks(rows, p);
    all.gru(p, all.between(-4, 4));
    all.softmax(rows, p, all.between(-5, 5));
    all.labels(rows, p);
    all.activations(rows, p, all.between(-8, 8));
    all.pairwise(rows, p, all.between(-3, 3), all.between(3, 4));
    all.bprMax(rows, p);
    all.updates(rows, p);
    all.dots(rows, p);
    all.counts(rows, p);
    all.cells(p);
    all.transposed(rows, p);
    all.optimizers(p);
    new SequenceKernelCases(all).add(rows, p);
    all.softLabels(rows, p);
    return all.cases;
  }

  /** Scores and gates far outside of what a sound training meets. */
  static List<KernelCase> extreme(int rows, int p, long seed) {
    KernelCases all = new KernelCases(seed);
    DoubleSupplier gates = () -> EXTREMES[1 + all.random.nextInt(EXTREMES.length - 1)];
    all.gru(p, gates);
    all.softmax(rows, p, () -> EXTREMES[all.random.nextInt(EXTREMES.length)]);
    all.softmax(rows, p, () -> 1e4);
    all.softmax(rows, p, () -> (float) -9e29);
    all.activations(rows, p, gates);
    all.pairwise(rows, p, gates, () -> 1e4);
    return all.cases;
  }

  DoubleSupplier between(double low, double high) {
    return () -> (float) random.nextDouble(low, high);
  }

  double[] fill(int count, DoubleSupplier numbers) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> numbers.getAsDouble());
    return values;
  }

  double[] random(int count) {
    return fill(count, between(-3, 3));
  }

  private double[] weights(int rows) {
    return fill(rows, () -> (float) (random.nextBoolean() ? random.nextInt(1, 5) : 0.03125));
  }

  void add(String name, double ulps, double scaleUlps, Call call, double[]... buffers) {
    Buffer[] elements = new Buffer[buffers.length];
    Arrays.setAll(elements, i -> new Buffer(buffers[i], false));
    cases.add(new KernelCase(name + seed, elements, call, ulps, scaleUlps));
  }

  /**
   * Adds a call that writes sums of n terms to its last buffer. In whatever order they are added,
   * the result is within n half ulps of the sum of the terms without their signs.
   *
   * @param ofTerm half ulps that a term itself may be off
   * @param terms of each sum, the sum of its terms without their signs
   */
  void addSums(String name, int n, int ofTerm, double[] terms, Call call, double[]... buffers) {
    Buffer[] elements = new Buffer[buffers.length];
    Arrays.setAll(elements, i -> new Buffer(buffers[i], false));
    cases.add(new KernelCase(name + seed, elements, call, 0, (n + ofTerm) / 2.0, terms));
  }

  private void copies(int rows, int p) {
    int[] items = random.ints(rows, 0, 7).toArray();
    int from = rows / 3;
    String size = " of " + rows + " rows of " + p;
    add(
        "gatherRows" + size,
        0,
        0,
        (k, at) -> k.gatherRows(at[0], 2L * p + 16, items, from, rows, at[1], p),
        random(7 * (2 * p + 16)),
        random(rows * p));
    add("add" + size, 1, 1, (k, at) -> k.add(at[0], at[1], p), random(p), random(p));
    add("multiply" + size, 1, 0, (k, at) -> k.multiply(at[0], at[1], p), random(p), random(p));
  }

  private void columns(int rows, int p) {
    String size = " [" + rows + ", " + p + "]";
    add(
        "scaleColumns" + size,
        1,
        0,
        (k, at) -> k.scaleColumns(at[0], at[1], at[2], rows, p),
        random(rows * p),
        random(p),
        random(rows * p));
    add(
        "addScaledColumns" + size,
        1,
        1,
        (k, at) -> k.addScaledColumns(at[0], at[1], at[2], rows, p),
        random(rows * p),
        random(p),
        random(rows * p));
  }

  private void masks(int rows, int p) {
    for (double rate : new double[] {0.05, 0.5, 0.95}) {
      int key = random.nextInt();
      int first = rows * 16;
      String name = "dropoutMask of " + p + ", rate " + rate + ", key " + key;
      add(name, 1, 0, (k, at) -> k.dropoutMask(at[0], p, first, key, rate), random(p));
    }
  }

  /** A whole reset-after cell with tanh, and its way back. */
  private void gru(int p, DoubleSupplier gates) {
    add(
        "a reset-after cell of " + p,
        8,
        4,
        (k, at) -> {
          long block = (long) p * k.elementBytes();
          k.cells().sigmoidOfSum(at[0], at[1], 2 * p);
          k.cells().addProduct(at[0] + 2 * block, at[0], at[1] + 2 * block, p);
          k.activate(at[0] + 2 * block, p, Activation.TANH);
          k.cells().blend(at[0] + block, at[0] + 2 * block, at[2], at[3], p);
        },
        fill(3 * p, gates),
        fill(3 * p, gates),
        fill(p, between(-1, 1)),
        random(p));
    double[][] buffers = {
      fill(3 * p, between(0, 1)), random(3 * p), fill(p, between(-1, 1)), random(p), null
    };
    buffers[4] = Arrays.stream(buffers[3]).map(x -> (float) (0.7 * x)).toArray();
    add(
        "resetAfterBackward of " + p,
        8,
        8,
        (k, at) -> k.cells().resetAfterBackward(at[0], at[1], at[2], at[3], at[4], p),
        buffers);
  }

  private void cells(int p) {
    add(
        "sigmoidOfSum of " + p,
        8,
        1,
        (k, at) -> k.cells().sigmoidOfSum(at[0], at[1], p),
        fill(p, between(-6, 6)),
        fill(p, between(-6, 6)));
    add(
        "addProduct of " + p,
        1,
        2,
        (k, at) -> k.cells().addProduct(at[0], at[1], at[2], p),
        random(p),
        random(p),
        random(p));
    add(
        "blend of " + p,
        1,
        2,
        (k, at) -> k.cells().blend(at[0], at[1], at[2], at[3], p),
        fill(p, between(0, 1)),
        random(p),
        random(p),
        random(p));
    add(
        "resetBeforeBackward of " + p,
        8,
        8,
        (k, at) -> k.cells().resetBeforeBackward(at[0], at[1], at[2], at[3], p),
        fill(3 * p, between(0, 1)),
        fill(p, between(-1, 1)),
        random(p),
        fill(p, between(0, 1)));
    add(
        "resetGradient of " + p,
        8,
        4,
        (k, at) -> k.cells().resetGradient(at[0], at[1], at[2], p),
        fill(p, between(0, 1)),
        random(p),
        random(p));
    for (Activation activation : ACTIVATIONS) {
      add(
          "timesSlope of " + p + ", " + activation,
          8,
          4,
          (k, at) -> k.timesSlope(at[0], at[1], p, activation),
          random(p),
          fill(p, () -> random.nextInt(5) == 0 ? 0 : (float) random.nextDouble(-1, 1)));
    }
  }

  private void optimizers(int p) {
    DoubleSupplier squares = between(0.1, 2);
    add(
        "scaleByAdagrad of " + p,
        2,
        2,
        (k, at) -> k.optimizers().scaleByAdagrad(at[0], at[1], p),
        fill(p, squares),
        random(p));
    add(
        "scaleByRmsprop of " + p,
        4,
        4,
        (k, at) -> k.optimizers().scaleByRmsprop(at[0], at[1], p, 0.9),
        fill(p, squares),
        random(p));
    add(
        "scaleByAdadelta of " + p,
        6,
        6,
        (k, at) -> k.optimizers().scaleByAdadelta(at[0], at[1], at[2], p, 0.9),
        fill(p, squares),
        fill(p, squares),
        random(p));
    add(
        "scaleByAdam of " + p,
        8,
        8,
        (k, at) ->
            k.optimizers().scaleByAdam(at[0], at[1], at[2], p, 0.9, 0.999, 0.271, 0.003, 1e-8),
        random(p),
        fill(p, squares),
        random(p));
    add(
        "mix of " + p,
        2,
        2,
        (k, at) -> k.optimizers().mix(at[0], at[1], p, 0.99, -0.1),
        random(p),
        random(p));
    for (boolean nesterov : new boolean[] {false, true}) {
      add(
          "moveWithMomentum of " + p + ", nesterov " + nesterov,
          3,
          4,
          (k, at) ->
              k.optimizers().moveWithMomentum(at[0], at[1], at[2], p, 0.1, 0.01, 0.4, nesterov),
          random(p),
          random(p),
          random(p));
    }
    add(
        "sumOfSquares of " + p,
        2 * Math.sqrt(p),
        0,
        (k, at) -> k.put(at[1], 0, k.optimizers().sumOfSquares(at[0], p)),
        random(p),
        new double[16]);
  }

  private void transposed(int rows, int p) {
    add(
        "addTransposed [" + rows + ", " + p + "]",
        1,
        1,
        (k, at) -> k.addTransposed(at[0], p, rows, p - 3, at[1], 32),
        random(rows * p),
        random(p * 32));
    add(
        "transpose [" + rows + ", " + p + "]",
        0,
        0,
        (k, at) -> k.transpose(at[0], p, rows, p - 3, at[1], 32),
        random(rows * p),
        random(p * 32));
    add(
        "addColumn of " + rows,
        1,
        1,
        (k, at) -> k.addColumn(at[0], p, rows, at[1]),
        random(rows * p + 1),
        random(rows));
  }

  private void softmax(int rows, int p, DoubleSupplier scores) {
    String size = " [" + rows + ", " + p + "]";
    double[] s = fill(rows * p, scores);
    double[] weight = weights(rows);
    add(
        "columnMax" + size,
        1,
        0,
        (k, at) -> k.losses().columnMax(at[0], rows, p, at[1]),
        s,
        random(p));
    add(
        "columnMax and expColumns" + size,
        // The difference to the largest score is rounded, which exp multiplies by its size.
        90,
        4,
        (k, at) -> {
          k.losses().columnMax(at[0], rows, p, at[1]);
          k.losses().expColumns(at[0], weight, rows, p, at[1], at[2]);
        },
        s,
        random(p),
        random(p));
    join(p, scores);
  }

  private void join(int p, DoubleSupplier scores) {
    for (int workers = 1; workers <= 3; workers++) {
      int w = workers;
      double[][] buffers = new double[2 * w + 1][];
      for (int i = 0; i < w; i++) {
        buffers[i] = fill(p, scores);
        buffers[w + i] = fill(p, between(1, 50));
      }
      buffers[2 * w] = random(p);
      add(
          "joinSoftmax of " + p + " by " + w,
          90,
          4,
          (k, at) ->
              k.losses()
                  .joinSoftmax(
                      Arrays.copyOf(at, w),
                      Arrays.copyOfRange(at, w, 2 * w),
                      w - 1,
                      p,
                      at[2 * w],
                      SCRATCH),
          buffers);
    }
  }

  private void bprMax(int rows, int p) {
    double[] weight = weights(rows);
    double[] scores = random(rows * p);
    double[] ratio = fill(p, between(0.5, 20));
    String size = " [" + rows + ", " + p + "]";
    add(
        "bprMaxSums" + size,
        8,
        8 + rows,
        (k, at) -> k.losses().bprMaxSums(at[0], weight, rows, p, at[1], at[2], at[3], SCRATCH),
        scores,
        ratio,
        fill(p, between(3, 4)),
        random(4 * p));
    for (Activation activation : ACTIVATIONS) {
      add(
          "bprMaxGradient" + size + ", " + activation,
          8,
          32,
          (k, at) ->
              k.losses()
                  .bprMaxGradient(
                      at[0], weight, rows, p, activation, 1.95, at[1], at[2], at[3], SCRATCH),
          scores,
          ratio,
          fill(p, between(3, 4)),
          fill(4 * p, between(0.1, 2)));
    }
  }

  private void labels(int rows, int p) {
    String size = " [" + rows + ", " + p + "]";
    double[] weight = weights(rows);
    add(
        "weightedSums" + size,
        1,
        2 + 4 * Math.sqrt(rows),
        (k, at) -> k.losses().weightedSums(at[0], weight, rows, p, at[1]),
        random(rows * p),
        random(p));
    add(
        "subtractLabels" + size,
        2,
        2,
        (k, at) -> k.losses().subtractLabels(at[0], weight, rows, p, at[1], at[2]),
        random(rows * p),
        random(p),
        random(p));
    add(
        "shiftRows" + size,
        1,
        1,
        (k, at) -> k.losses().shiftRows(at[0], weight, rows, p),
        random(rows * p));
  }

  private void softLabels(int rows, int p) {
    String size = " [" + rows + ", " + p + "]";
    add(
        "columnDots" + size,
        2,
        2 + 4 * Math.sqrt(rows),
        (k, at) -> k.losses().columnDots(at[0], at[1], rows, p, at[2]),
        random(rows * p),
        random(rows * p),
        random(p));
    add(
        "subtractScaled" + size,
        2,
        2,
        (k, at) -> k.losses().subtractScaled(at[0], at[1], rows, p, at[2]),
        random(rows * p),
        random(rows * p),
        random(p));
  }

  private void activations(int rows, int p, DoubleSupplier scores) {
    for (Activation activation : ACTIVATIONS) {
      add(
          "activate [" + rows + ", " + p + "], " + activation,
          4,
          // 1 - 2 / (e^2x + 1) and e^x - 1 cancel near 0.
          2,
          (k, at) -> k.activate(at[0], rows * p, activation),
          fill(rows * p, scores));
    }
  }

  private void pairwise(int rows, int p, DoubleSupplier scores, DoubleSupplier max) {
    double[] weight = weights(rows);
    for (Activation activation : ACTIVATIONS) {
      String name = " [" + rows + ", " + p + "], " + activation;
      add(
          "bpr" + name,
          90,
          4 + rows,
          (k, at) -> k.losses().bpr(at[0], weight, rows, p, activation, at[1], at[2], SCRATCH),
          fill(rows * p, scores),
          fill(p, scores),
          random(2 * p));
      add(
          "top1" + name,
          90,
          4 + rows,
          (k, at) -> k.losses().top1(at[0], weight, rows, p, activation, at[1], at[2], SCRATCH),
          fill(rows * p, scores),
          fill(p, scores),
          random(2 * p));
      add(
          "top1MaxGradient" + name,
          90,
          32,
          (k, at) ->
              k.losses()
                  .top1MaxGradient(
                      at[0], weight, rows, p, activation, at[1], at[2], at[3], SCRATCH),
          fill(rows * p, scores),
          fill(p, scores),
          fill(p, max),
          fill(2 * p, between(0.1, 2)));
    }
    add(
        "top1MaxSums [" + rows + ", " + p + "]",
        90,
        8 + rows,
        (k, at) -> k.losses().top1MaxSums(at[0], weight, rows, p, at[1], at[2], at[3], SCRATCH),
        fill(rows * p, scores),
        fill(p, scores),
        fill(p, max),
        random(3 * p));
  }

  private void updates(int rows, int p) {
    DoubleSupplier squares = between(0, 2);
    add(
        "adagrad of " + p,
        2,
        2,
        (k, at) -> k.optimizers().adagrad(at[0], at[1], at[2], p, 0.1),
        random(p),
        fill(p, squares),
        random(p));
    add(
        "adagradMomentum of " + p,
        3,
        3,
        (k, at) -> k.optimizers().adagradMomentum(at[0], at[1], at[2], at[3], p, 0.1, 0.4),
        random(p),
        fill(p, squares),
        random(p),
        random(p));
    int[] items = random.ints(0, 40).distinct().limit(rows).toArray();
    for (double momentum : new double[] {0, 0.4}) {
      int stride = (momentum == 0 ? 2 : 3) * p;
      add(
          "adagradRows [" + rows + ", " + p + "], momentum " + momentum,
          3,
          3,
          (k, at) ->
              k.optimizers().adagradRows(at[0], stride, items, rows, at[1], p, 0.1, momentum),
          fill(40 * stride, squares),
          random(rows * p));
    }
  }

  private void dots(int rows, int p) {
    for (int stride : new int[] {p, 2 * p, 3 * p}) {
      double[] matrix = random(rows * stride);
      double[] vector = random(p);
      double[] terms = new double[rows];
      for (int i = 0; i < rows * p; i++) {
        terms[i / p] += Math.abs(matrix[i / p * stride + i % p] * vector[i % p]);
      }
      addSums(
          "dotRows [" + rows + ", " + p + "], stride " + stride,
          p,
          1,
          terms,
          (k, at) -> k.dotRows(at[0], stride, rows, p, at[1], at[2]),
          matrix,
          vector,
          random(rows));
    }
  }

  private void counts(int rows, int p) {
    DoubleSupplier few = () -> random.nextInt(20) == 0 ? Double.NaN : random.nextInt(5);
    Buffer[] buffers = {
      new Buffer(fill(rows * p, few), false),
      new Buffer(fill(p, few), false),
      new Buffer(fill(3 * p, () -> random.nextInt(100)), true)
    };
    cases.add(
        new KernelCase(
            "countAbove [" + rows + ", " + p + "]" + seed,
            buffers,
            (k, at) -> k.countAbove(at[0], rows, p, at[1], at[2]),
            0,
            0));
  }
}
