package clickahead.graph;

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
    private final long scores;
    private final int capacity;

    private Scratch(int capacity) {
      int widest = Kernels.padded(table.units() + 1);
      for (GruLayer layer : layers) {
        widest = Math.max(widest, Kernels.padded(layer.units() + 1));
      }
      this.capacity = capacity;
      input = allocate(widest);
      previous = allocate(widest);
      next = allocate(widest);
      gi = allocate(GateMatrix.GATES * (long) widest);
      gh = allocate(GateMatrix.GATES * (long) widest);
      scores = allocate(capacity);
    }

    private long allocate(long elements) {
      return Memory.allocate(arena, elements * bytes);
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
  public SessionStep(Compute compute, ItemTable table, List<GruLayer> layers) {
    kernels = compute.kernels();
    cells = kernels.cells();
    bytes = compute.elementBytes();
    this.table = table;
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
    long x = scratch.input;
    Memory.copy(table.row(0, item), x, (long) table.width() * bytes);
    kernels.put(x, table.units(), 1);
    int offset = 0;
    for (GruLayer layer : layers) {
      x = layer(layer, x, state, offset, scratch);
      offset += layer.units();
    }
  }

  /** Feeds one layer; returns where its new state stands, with the constant one behind it. */
  private long layer(GruLayer layer, long x, float[] state, int offset, Scratch scratch) {
    int units = layer.units();
    spread(state, offset, units, scratch.previous);
    gates(layer.input(), x, scratch.gi);
    gates(layer.state(), scratch.previous, scratch.gh);
    cells.gruForward(scratch.gi, scratch.gh, scratch.previous, scratch.next, Kernels.padded(units));
    for (int u = 0; u < units; u++) {
      state[offset + u] = (float) kernels.get(scratch.next, u);
    }
    spread(state, offset, units, scratch.input);
    return scratch.input;
  }

  private void gates(GateMatrix matrix, long x, long out) {
    int units = matrix.units();
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
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
   * Scores items first to first + n - 1 into the scratch, before any activation.
   *
   * @param state [stateSize]
   * @param n at most the scratch's capacity
   */
  public void score(float[] state, int first, int n, Scratch scratch) {
    int units = table.units();
    if (first == 0) {
      spread(state, stateSize - units, units, scratch.previous);
    }
    kernels.dotRows(
        table.row(0, first), table.rowStride(), n, table.width(), scratch.previous, scratch.scores);
  }
}
