package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.Loss;
import clickahead.graph.MiniBatch;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * BPR (Rendle et al., UAI 2009) and BPR-max (Hidasi and Karatzoglou, CIKM 2018) with negatives that
 * each output has for itself. With target score t and negatives' scores r, BPR's loss is the mean
 * over the negatives of -log(1e-10 + σ(t - r)), the constant being RecBole's; that of BPR-max is
 * -log(Σ s σ(t - r) + 1e-24) + bpreg Σ s r², s being the softmax over the negatives.
 */
final class OwnNegativeScores implements OutputLoss {
  private static final double TINY_BPR = 1e-10;
  private static final double TINY_MAX = 1e-24;

  private final Workspace space;
  private final Kernels kernels;
  private final Rows.Reader output;
  private final ItemTable table;
  private final TouchedRows rows;
  private final int negatives;
  private final boolean max;
  private final double bpreg;
  private final boolean itemBias;
  private final int[][] places;
  private final double[] coefficients;
  private final double[][] scores;
  private final double[] losses;
  private final long[] scratch;

  OwnNegativeScores(
      Workspace space,
      Rows.Reader output,
      ItemTable table,
      TouchedRows rows,
      SequenceLoss loss,
      SequenceShape shape) {
    this.space = space;
    kernels = space.compute().kernels();
    this.output = output;
    this.table = table;
    this.rows = rows;
    negatives = loss.ownNegatives();
    max = loss.settings().loss() == Loss.BPR_MAX;
    bpreg = loss.settings().bpreg();
    itemBias = loss.itemBias();
    int pairs = Math.multiplyExact(shape.outputs(), negatives + 1);
    places = new int[space.workers()][pairs];
    coefficients = new double[pairs];
    scores = new double[space.workers()][3 * (negatives + 1)];
    losses = new double[space.workers()];
    scratch = space.elementsPerWorker(Kernels.PAD);
  }

  @Override
  public double loss() {
    double sum = 0;
    for (double each : losses) {
      sum += each;
    }
    return sum;
  }

  /** The k-th item that an output is scored against: its target, then its negatives. */
  private int item(SequenceBatch batch, int o, int k) {
    return k == 0 ? batch.targets[o] : batch.ownNegatives[o * negatives + k - 1];
  }

  @Override
  public void prepare(Worker worker, SequenceBatch batch) {
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    rows.restart(worker);
    for (int o = 0; o < batch.outputs(); o++) {
      for (int k = 0; k <= negatives; k++) {
        int item = item(batch, o, k);
        place[o * (negatives + 1) + k] =
            rows.owns(worker, item) ? rows.place(share, item) : MiniBatch.NONE;
      }
    }
    share.scoreAll();
  }

  @Override
  public void compute(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    losses[w] = 0;
    double[] s = scores[w];
    for (int o = batch.firstOutput(w); o < batch.firstOutput(w + 1); o++) {
      for (int k = 0; k <= negatives; k++) {
        s[k] = score(w, o, item(batch, o, k));
      }
      int at = o * (negatives + 1);
      double loss = max ? bprMax(s, at, batch.outputs()) : bpr(s, at, batch.outputs());
      losses[w] += batch.weights[o] * loss;
      for (int k = 0; k <= negatives; k++) {
        coefficients[at + k] *= batch.weights[o];
      }
    }
  }

  private double score(int w, int o, int item) {
    Rows x = output.rows();
    long row = table.row(0, item);
    kernels.dotRows(row, table.rowStride(), 1, x.stride(), x.value(o), scratch[w]);
    return kernels.get(scratch[w], 0) + (itemBias ? kernels.get(row, table.units()) : 0);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private double bpr(double[] s, int at, int outputs) {
    double loss = 0;
    coefficients[at] = 0;
    for (int k = 1; k <= negatives; k++) {
      double g = sigmoid(s[0] - s[k]);
      double slope = g * (1 - g) / (TINY_BPR + g) / negatives / outputs;
      loss -= StrictMath.log(TINY_BPR + g) / negatives;
      coefficients[at] -= slope;
      coefficients[at + k] = slope;
    }
    return loss;
  }

  private double bprMax(double[] s, int at, int outputs) {
    int softmax = negatives + 1;
    int sigmoids = 2 * softmax;
    double top = s[1];
    for (int k = 2; k <= negatives; k++) {
      top = Math.max(top, s[k]);
    }
    double sum = 0;
    for (int k = 1; k <= negatives; k++) {
      s[softmax + k] = StrictMath.exp(s[k] - top);
      s[sigmoids + k] = sigmoid(s[0] - s[k]);
      sum += s[softmax + k];
    }
    double a = 0;
    double squares = 0;
    double slopes = 0;
    for (int k = 1; k <= negatives; k++) {
      double q = s[softmax + k] /= sum;
      double g = s[sigmoids + k];
      a += q * g;
      squares += q * s[k] * s[k];
      slopes += q * g * (1 - g);
    }
    coefficients[at] = -slopes / (a + TINY_MAX) / outputs;
    for (int k = 1; k <= negatives; k++) {
      double q = s[softmax + k];
      double g = s[sigmoids + k];
      double ofA = q * (g - a) - q * g * (1 - g);
      double ofSquares = q * (s[k] * s[k] - squares) + 2 * q * s[k];
      coefficients[at + k] = (-ofA / (a + TINY_MAX) + bpreg * ofSquares) / outputs;
    }
    return -StrictMath.log(a + TINY_MAX) + bpreg * squares;
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    Rows x = output.rows();
    for (int o = batch.firstOutput(w); o < batch.firstOutput(w + 1); o++) {
      long to = x.gradient(o);
      Memory.clear(to, space.bytes(x.stride()));
      for (int k = 0; k <= negatives; k++) {
        long row = table.row(0, item(batch, o, k));
        kernels.optimizers().mix(to, row, x.stride(), 1, coefficients[o * (negatives + 1) + k]);
      }
      if (x.units() < x.stride()) {
        // The items' biases stand here.
        kernels.put(to, x.units(), 0);
      }
    }
  }

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    Rows x = output.rows();
    Memory.clear(share.gradients, space.bytes((long) share.scored() * table.width()));
    for (int o = 0; o < batch.outputs(); o++) {
      for (int k = 0; k <= negatives; k++) {
        int pair = o * (negatives + 1) + k;
        if (place[pair] >= 0) {
          long to = rows.gradient(share, place[pair]);
          kernels.optimizers().mix(to, x.value(o), x.stride(), 1, coefficients[pair]);
          if (itemBias) {
            double bias = kernels.get(to, table.units()) + coefficients[pair];
            kernels.put(to, table.units(), bias);
          }
        }
      }
    }
  }
}
