package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.math.CellKernels;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * One event of one session, for serving: a matrix-vector pass through the layers, and scores of a
 * range of items. Immutable, shared by all threads; each call works in a scratch of its own.
 */
public final class SessionStep {
  private final Kernels kernels;
  private final CellKernels cells;
  private final int bytes;
  private final ItemTable table;
  private final ItemInput itemInput;
  private final List<GruLayer> layers;
  private final int stateSize;

  /** Room for one call; not for two at a time. */
  public final class Scratch {
    private final Arena arena = Arena.ofAuto();
    private final long input;
    private final long gi;
    private final long gh;
    private final long previous;
    private final long next;
    private final long product;
    private final long scores;
    private final int capacity;

    private Scratch(int capacity) {
      int widest = Kernels.padded(table.units() + 1);
      if (itemInput.mode() != InputMode.ONE_HOT) {
        widest = Math.max(widest, itemInput.table().width());
      }
      for (GruLayer layer : layers) {
        widest = Math.max(widest, Kernels.padded(layer.units() + 1));
      }
      this.capacity = capacity;
      input = allocate(widest);
      previous = allocate(widest);
      next = allocate(widest);
      product = allocate(widest);
      gi = allocate(GateMatrix.GATES * (long) widest);
      gh = allocate(GateMatrix.GATES * (long) widest);
      scores = allocate(capacity);
    }

    private long allocate(long elements) {
      return Memory.allocate(arena, elements * bytes);
    }

    /** Copies the state whose items are to be scored, with a one behind its units. */
    public void copyVector(long to) {
      Memory.copy(previous, to, (long) table.width() * bytes);
    }

    /** How many items can be scored in one call. */
    public int capacity() {
      return capacity;
    }

    /** The score of the i-th item of the last range. */
    public float score(int i) {
      return bytes == Float.BYTES
          ? Memory.getFloat(scores + 4L * i)
          : (float) kernels.get(scores, i);
    }
  }

  /**
   * A step over the given weights.
   *
   * @param layers weights laid out for one worker
   */
  public SessionStep(Compute compute, ItemTable table, ItemInput itemInput, List<GruLayer> layers) {
    kernels = compute.kernels();
    cells = kernels.cells();
    bytes = compute.elementBytes();
    this.table = table;
    this.itemInput = itemInput;
    this.layers = layers;
    stateSize = layers.stream().mapToInt(GruLayer::units).sum();
  }

  /** Elements of a session's state: the units of all layers. */
  public int stateSize() {
    return stateSize;
  }

  /**
   * Room for calls.
   *
   * @param capacity most items to score at a time
   */
  public Scratch scratch(int capacity) {
    return new Scratch(capacity);
  }

  /**
   * The visitor clicked an item.
   *
   * @param state [stateSize] replaced by the state after the click
   */
  public void click(float[] state, int item, Scratch scratch) {
    lookUp(item, scratch);
    int offset = 0;
    for (int l = 0; l < layers.size(); l++) {
      GruLayer layer = layers.get(l);
      if (l > 0 || itemInput.mode() != InputMode.ONE_HOT) {
        gates(layer.input(), 0, GateMatrix.GATES, scratch.input, scratch.gi);
      }
      layer(layer, state, offset, scratch);
      offset += layer.units();
    }
  }

  /** Brings the item to the first layer's input, or to its gates where it is a one-hot vector. */
  private void lookUp(int item, Scratch scratch) {
    ItemTable rows = itemInput.table();
    long row = rows.row(0, item);
    if (itemInput.mode() != InputMode.ONE_HOT) {
      Memory.copy(row, scratch.input, (long) rows.width() * bytes);
      kernels.put(scratch.input, rows.units(), 1);
      return;
    }
    GateMatrix bias = layers.getFirst().input();
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      long to = scratch.gi + (long) gate * Kernels.padded(bias.units()) * bytes;
      for (int u = 0; u < bias.units(); u++) {
        double weight = kernels.get(row, (long) gate * bias.units() + u);
        kernels.put(to, u, weight + kernels.get(bias.row(0, gate, u), 0));
      }
    }
  }

  /** Feeds one layer, whose input has reached its gates; its new state becomes the next input. */
  private void layer(GruLayer layer, float[] state, int offset, Scratch scratch) {
    int units = layer.units();
    spread(state, offset, units, scratch.previous);
    if (layer.cell() == Cell.RESET_BEFORE) {
      resetBefore(layer, scratch);
    } else {
      resetAfter(layer, scratch);
    }
    for (int u = 0; u < units; u++) {
      state[offset + u] = (float) kernels.get(scratch.next, u);
    }
    spread(state, offset, units, scratch.input);
  }

  /** As {@link ResetAfterStep} does it. */
  private void resetAfter(GruLayer layer, Scratch scratch) {
    int count = Kernels.padded(layer.units());
    gates(layer.state(), 0, GateMatrix.GATES, scratch.previous, scratch.gh);
    long n = scratch.gi + 2L * count * bytes;
    cells.sigmoidOfSum(scratch.gi, scratch.gh, 2 * count);
    cells.addProduct(n, scratch.gi, scratch.gh + 2L * count * bytes, count);
    kernels.activate(n, count, layer.activation());
    cells.blend(scratch.gi + (long) count * bytes, n, scratch.previous, scratch.next, count);
  }

  /** As {@link ResetBeforeStep} does it. */
  private void resetBefore(GruLayer layer, Scratch scratch) {
    int count = Kernels.padded(layer.units());
    long n = scratch.gi + 2L * count * bytes;
    gates(layer.state(), 0, 2, scratch.previous, scratch.gh);
    cells.sigmoidOfSum(scratch.gi, scratch.gh, 2 * count);
    Memory.copy(scratch.gi, scratch.product, (long) count * bytes);
    kernels.multiply(scratch.product, scratch.previous, count);
    gates(layer.state(), 2, GateMatrix.GATES, scratch.product, scratch.gh);
    kernels.add(n, scratch.gh + 2L * count * bytes, count);
    kernels.activate(n, count, layer.activation());
    cells.blend(scratch.gi + (long) count * bytes, scratch.previous, n, scratch.next, count);
  }

  /** Gates first to end - 1 of a vector, each at its place in out. */
  private void gates(GateMatrix matrix, int first, int end, long x, long out) {
    int units = matrix.units();
    for (int gate = first; gate < end; gate++) {
      long to = out + (long) gate * Kernels.padded(units) * bytes;
      kernels.dotRows(matrix.row(0, gate, 0), matrix.width(), units, matrix.width(), x, to);
    }
  }

  /** Writes a layer's state, a one, and zeros up to the padded width. */
  private void spread(float[] state, int offset, int units, long to) {
    for (int u = 0; u < units; u++) {
      kernels.put(to, u, state[offset + u]);
    }
    kernels.put(to, units, 1);
    for (int u = units + 1; u < Kernels.padded(units + 1); u++) {
      kernels.put(to, u, 0);
    }
  }

  /**
   * Sets the state whose items are to be scored.
   *
   * @param state [stateSize]
   */
  public void begin(float[] state, Scratch scratch) {
    int units = table.units();
    spread(state, stateSize - units, units, scratch.previous);
  }

  /**
   * Scores items first to first + n - 1 into the scratch, before any activation.
   *
   * @param n at most the scratch's capacity
   * @param scratch in which {@link #begin} has set a state
   */
  public void score(int first, int n, Scratch scratch) {
    kernels.dotRows(
        table.row(0, first), table.rowStride(), n, table.width(), scratch.previous, scratch.scores);
  }
}
