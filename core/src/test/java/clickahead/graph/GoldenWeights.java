package clickahead.graph;

import clickahead.GoldenFile;
import java.io.IOException;
import java.util.List;

/** The official code's tensors as our weights: items, item biases, and the layers' gates. */
public final class GoldenWeights {
  private GoldenWeights() {}

  /** Visits pairs of our value and the file's. */
  @FunctionalInterface
  public interface Visitor {
    /** Gets one weight. */
    void visit(String what, double ours, double golden);
  }

  @FunctionalInterface
  private interface Place {
    void at(String what, Access access, double golden);
  }

  private interface Access {
    double get();

    void put(double value);
  }

  /** Copies the file's weights into ours. */
  public static void load(
      GoldenFile golden, String prefix, ItemTable table, Plan plan, List<Integer> layers)
      throws IOException {
    walk(golden, prefix, table, plan, layers, (what, access, value) -> access.put(value));
  }

  /** Visits all weights. */
  public static void forEach(
      GoldenFile golden,
      String prefix,
      ItemTable table,
      Plan plan,
      List<Integer> layers,
      Visitor visitor)
      throws IOException {
    walk(
        golden,
        prefix,
        table,
        plan,
        layers,
        (what, access, value) -> visitor.visit(what, access.get(), value));
  }

  private static void walk(
      GoldenFile golden,
      String prefix,
      ItemTable table,
      Plan plan,
      List<Integer> layers,
      Place place)
      throws IOException {
    double[] items = golden.doubles(prefix + ".Wy.weight");
    double[] biases = golden.doubles(prefix + ".By.weight");
    for (int i = 0; i < table.items(); i++) {
      for (int k = 0; k < table.units(); k++) {
        String what = "item " + i + ", column " + k;
        place.at(what, item(table, i, k), items[i * table.units() + k]);
      }
      place.at("bias of item " + i, item(table, i, table.units()), biases[i]);
    }
    for (int l = 0; l < layers.size(); l++) {
      String layer = prefix + ".G." + l + ".";
      gates(golden, layer, "ih", plan.inputWeights(l), place);
      gates(golden, layer, "hh", plan.stateWeights(l), place);
    }
  }

  private static void gates(
      GoldenFile golden, String layer, String kind, GateMatrix matrix, Place place)
      throws IOException {
    double[] weights = golden.doubles(layer + "weight_" + kind);
    double[] biases = golden.doubles(layer + "bias_" + kind);
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      for (int unit = 0; unit < matrix.units(); unit++) {
        int row = gate * matrix.units() + unit;
        String what = layer + kind + " gate " + gate + ", unit " + unit + ", column ";
        for (int k = 0; k < matrix.inputs(); k++) {
          place.at(what + k, gate(matrix, gate, unit, k), weights[row * matrix.inputs() + k]);
        }
        place.at(what + "bias", gate(matrix, gate, unit, matrix.inputs()), biases[row]);
      }
    }
  }

  private static Access item(ItemTable table, int item, int column) {
    return new Access() {
      @Override
      public double get() {
        return table.get(0, item, column);
      }

      @Override
      public void put(double value) {
        table.put(0, item, column, value);
      }
    };
  }

  private static Access gate(GateMatrix matrix, int gate, int unit, int column) {
    return new Access() {
      @Override
      public double get() {
        return matrix.get(0, gate, unit, column);
      }

      @Override
      public void put(double value) {
        matrix.put(0, gate, unit, column, value);
      }
    };
  }
}
