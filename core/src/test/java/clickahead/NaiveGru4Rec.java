package clickahead;

import clickahead.graph.GateMatrix;
import clickahead.graph.GruLayer;
import clickahead.model.Gru4Rec;

/** GRU4Rec for one session, in double precision and plain loops: a second opinion on the engine. */
public final class NaiveGru4Rec {
  private final Gru4Rec model;

  /** Reads the weights of the model at every call. */
  public NaiveGru4Rec(Gru4Rec model) {
    this.model = model;
  }

  /** The states of all layers, zero, one array each. */
  public double[][] start() {
    double[][] states = new double[model.layers().size()][];
    for (int l = 0; l < states.length; l++) {
      states[l] = new double[model.layers().get(l).units()];
    }
    return states;
  }

  /** The states after these clicks in a new session. */
  public double[][] after(int... items) {
    double[][] states = start();
    for (int item : items) {
      states = click(states, item);
    }
    return states;
  }

  /** The states after one more click. */
  public double[][] click(double[][] states, int item) {
    double[] x = new double[model.items().units()];
    for (int k = 0; k < x.length; k++) {
      x[k] = model.items().get(0, item, k);
    }
    double[][] next = new double[states.length][];
    for (int l = 0; l < next.length; l++) {
      next[l] = cell(model.layers().get(l), x, states[l]);
      x = next[l];
    }
    return next;
  }

  private static double[] cell(GruLayer layer, double[] x, double[] h) {
    double[] next = new double[h.length];
    for (int u = 0; u < h.length; u++) {
      double r = sigmoid(sum(layer.input(), 0, u, x) + sum(layer.state(), 0, u, h));
      double z = sigmoid(sum(layer.input(), 1, u, x) + sum(layer.state(), 1, u, h));
      double n = Math.tanh(sum(layer.input(), 2, u, x) + r * sum(layer.state(), 2, u, h));
      next[u] = (1 - z) * n + z * h[u];
    }
    return next;
  }

  private static double sum(GateMatrix matrix, int gate, int unit, double[] x) {
    double sum = matrix.get(0, gate, unit, x.length);
    for (int k = 0; k < x.length; k++) {
      sum += matrix.get(0, gate, unit, k) * x[k];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The score of an item in these states. */
  public double score(double[][] states, int item) {
    double[] h = states[states.length - 1];
    double score = model.items().get(0, item, h.length);
    for (int k = 0; k < h.length; k++) {
      score += model.items().get(0, item, k) * h[k];
    }
    return score;
  }
}
