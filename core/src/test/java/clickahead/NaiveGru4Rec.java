package clickahead;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.GruLayer;
import clickahead.graph.parallel.InputMode;
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
    double[][] next = new double[states.length][];
    double[] x = new double[0];
    double[] lookedUp = null;
    ItemTable rows = model.input().table();
    double[] row = new double[rows.units()];
    for (int k = 0; k < row.length; k++) {
      row[k] = rows.get(0, item, k);
    }
    if (model.input().mode() == InputMode.ONE_HOT) {
      lookedUp = row;
    } else {
      x = row;
    }
    for (int l = 0; l < next.length; l++) {
      GruLayer layer = model.layers().get(l);
      double[][] gates = gates(layer.input(), x);
      for (int i = 0; lookedUp != null && i < lookedUp.length; i++) {
        gates[i / layer.units()][i % layer.units()] += lookedUp[i];
      }
      next[l] = cell(layer, gates, states[l]);
      x = next[l];
      lookedUp = null;
    }
    return next;
  }

  private static double[][] gates(GateMatrix matrix, double[] x) {
    double[][] gates = new double[3][matrix.units()];
    for (int gate = 0; gate < 3; gate++) {
      for (int u = 0; u < matrix.units(); u++) {
        gates[gate][u] = sum(matrix, gate, u, x);
      }
    }
    return gates;
  }

  private static double[] cell(GruLayer layer, double[][] in, double[] h) {
    boolean before = layer.cell() == Cell.RESET_BEFORE;
    double[] next = new double[h.length];
    double[] product = new double[h.length];
    for (int u = 0; u < h.length; u++) {
      product[u] = h[u] * sigmoid(in[0][u] + sum(layer.state(), 0, u, h));
    }
    for (int u = 0; u < h.length; u++) {
      double r = sigmoid(in[0][u] + sum(layer.state(), 0, u, h));
      double z = sigmoid(in[1][u] + sum(layer.state(), 1, u, h));
      double fromState =
          before ? sum(layer.state(), 2, u, product) : r * sum(layer.state(), 2, u, h);
      double n = layer.activation().value(in[2][u] + fromState);
      next[u] = before ? (1 - z) * h[u] + z * n : (1 - z) * n + z * h[u];
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
