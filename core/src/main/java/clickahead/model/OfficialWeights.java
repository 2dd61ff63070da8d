package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.GruLayer;
import clickahead.graph.parallel.InputMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's weights under the names and in the layouts of the official GRU4Rec. Where that orders
 * gates as new, reset, update, so does the tensor.
 */
public final class OfficialWeights {
  private static final int RESET = 0;
  private static final int UPDATE = 1;
  private static final int NEW = 2;

  /** The order of the gates in a one-hot input's tensors, and in all of the Theano code. */
  private static final int[] NEW_FIRST = {NEW, RESET, UPDATE};

  private final List<OfficialTensor> tensors = new ArrayList<>();

  private OfficialWeights() {}

  /** The two official codes. */
  public enum Dialect {
    /** GRU4Rec_PyTorch_Official. */
    PYTORCH,
    /** GRU4Rec, on Theano. */
    THEANO
  }

  /** Reads and writes a tensor's elements, row-major. */
  interface Access {
    /** The element of a row and column. */
    double get(int row, int column);

    /** Changes the element of a row and column. */
    void put(int row, int column, double value);
  }

  /**
   * One tensor of the official code, tied to the model's weights.
   *
   * @param name its name there
   * @param rows its first dimension
   * @param columns its second dimension; 0 for a vector
   * @param access its elements; a vector has one column
   */
  public record OfficialTensor(String name, int rows, int columns, Access access) {

    /** Number of elements. */
    public int size() {
      return rows * Math.max(1, columns);
    }

    /** An element, row-major. */
    public double get(int index) {
      int width = Math.max(1, columns);
      return access.get(index / width, index % width);
    }

    /** Changes an element, row-major. */
    public void put(int index, double value) {
      int width = Math.max(1, columns);
      access.put(index / width, index % width, value);
    }
  }

  /** Where an element of a gate matrix lies. */
  private interface Place {
    int gate(int row, int column);

    int unit(int row, int column);

    int input(int row, int column);
  }

  /**
   * All tensors of a model.
   *
   * @throws IllegalArgumentException if that code has no such cells
   */
  public static List<OfficialTensor> of(Gru4Rec model, Dialect dialect) {
    OfficialWeights official = new OfficialWeights();
    boolean theano = dialect == Dialect.THEANO;
    String suffix = theano ? "" : ".weight";
    official.table("Wy" + suffix, model.items());
    official.biases("By" + suffix, model.items());
    if (model.input().mode() == InputMode.SEPARATE) {
      official.table("E" + suffix, model.input().table());
    }
    for (int l = 0; l < model.layers().size(); l++) {
      boolean lookup = l == 0 && model.input().mode() == InputMode.ONE_HOT;
      boolean newFirst = theano || lookup;
      Cell expected = newFirst ? Cell.RESET_BEFORE : Cell.RESET_AFTER;
      GruLayer layer = model.layers().get(l);
      if (layer.cell() != expected) {
        throw new IllegalArgumentException(
            "layer %d has a %s cell; the official %s code has a %s cell there, so that it cannot take the weights"
                .formatted(l, name(layer.cell()), theano ? "Theano" : "PyTorch", name(expected)));
      }
      if (newFirst) {
        official.newFirst(theano ? "" : "GE.", suffix, l, layer, lookup ? model : null);
      } else {
        official.stacked("G." + l + ".", layer);
      }
    }
    return List.copyOf(official.tensors);
  }

  private static String name(Cell cell) {
    return cell == Cell.RESET_BEFORE ? "reset-before" : "reset-after";
  }

  private void table(String name, ItemTable table) {
    add(name, table.items(), table.units(), of(table, 0));
  }

  private void biases(String name, ItemTable table) {
    add(name, table.items(), 1, of(table, table.units()));
  }

  private void add(String name, int rows, int columns, Access access) {
    tensors.add(new OfficialTensor(name, rows, columns, access));
  }

  private static Access of(ItemTable table, int firstColumn) {
    return new Access() {
      @Override
      public double get(int row, int column) {
        return table.get(0, row, firstColumn + column);
      }

      @Override
      public void put(int row, int column, double value) {
        table.put(0, row, firstColumn + column, value);
      }
    };
  }

  /** A layer as the Theano code has it: columns are units, gates new, reset, update. */
  private void newFirst(String prefix, String suffix, int l, GruLayer layer, Gru4Rec lookup) {
    int units = layer.units();
    if (lookup == null) {
      gates(
          prefix + "Wx" + l, layer.input().inputs(), 3 * units, layer.input(), byColumn(units, 0));
    } else {
      inputRows(prefix + "Wx" + l + suffix, lookup.input().table(), units);
    }
    gates(prefix + "Wh" + l, units, units, layer.state(), byColumn(units, 0));
    gates(prefix + "Wrz" + l, units, 2 * units, layer.state(), byColumn(units, 1));
    int bias = layer.input().inputs();
    gates(
        prefix + "Bh" + l,
        3 * units,
        0,
        layer.input(),
        new Place() {
          @Override
          public int gate(int row, int column) {
            return NEW_FIRST[row / units];
          }

          @Override
          public int unit(int row, int column) {
            return row % units;
          }

          @Override
          public int input(int row, int column) {
            return bias;
          }
        });
  }

  /**
   * Inputs are rows, units of the gates columns.
   *
   * @param firstGate place of the first column's gate among new, reset, update
   */
  private static Place byColumn(int units, int firstGate) {
    return new Place() {
      @Override
      public int gate(int row, int column) {
        return NEW_FIRST[firstGate + column / units];
      }

      @Override
      public int unit(int row, int column) {
        return column % units;
      }

      @Override
      public int input(int row, int column) {
        return row;
      }
    };
  }

  private void inputRows(String name, ItemTable table, int units) {
    add(
        name,
        table.items(),
        3 * units,
        new Access() {
          private int column(int column) {
            return NEW_FIRST[column / units] * units + column % units;
          }

          @Override
          public double get(int row, int column) {
            return table.get(0, row, column(column));
          }

          @Override
          public void put(int row, int column, double value) {
            table.put(0, row, column(column), value);
          }
        });
  }

  /** A layer as PyTorch has it: rows are units of the gates reset, update, new. */
  private void stacked(String prefix, GruLayer layer) {
    int rows = 3 * layer.units();
    for (GateMatrix matrix : List.of(layer.input(), layer.state())) {
      String kind = matrix == layer.input() ? "ih" : "hh";
      gates(prefix + "weight_" + kind, rows, matrix.inputs(), matrix, byRow(layer.units(), 0));
      gates(prefix + "bias_" + kind, rows, 0, matrix, byRow(layer.units(), matrix.inputs()));
    }
  }

  private static Place byRow(int units, int firstInput) {
    return new Place() {
      @Override
      public int gate(int row, int column) {
        return row / units;
      }

      @Override
      public int unit(int row, int column) {
        return row % units;
      }

      @Override
      public int input(int row, int column) {
        return firstInput + column;
      }
    };
  }

  private void gates(String name, int rows, int columns, GateMatrix matrix, Place place) {
    add(
        name,
        rows,
        columns,
        new Access() {
          @Override
          public double get(int row, int column) {
            return matrix.get(
                0, place.gate(row, column), place.unit(row, column), place.input(row, column));
          }

          @Override
          public void put(int row, int column, double value) {
            matrix.put(
                0,
                place.gate(row, column),
                place.unit(row, column),
                place.input(row, column),
                value);
          }
        });
  }
}
