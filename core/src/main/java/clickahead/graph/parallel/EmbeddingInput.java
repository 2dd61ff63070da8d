package clickahead.graph.parallel;

import clickahead.graph.Dropout;
import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * Looks up the input items' rows, x[b] = E[input_b], with dropout on the elements. Values [B,
 * width]; a slot without a session keeps what was there.
 */
final class EmbeddingInput implements Operator {
  private final Kernels kernels;
  private final ItemTable table;
  private final TouchedRows rows;
  private final boolean ownRows;
  private final Signal output;
  private final Dropout dropout;
  private final StepRing history;
  private final FedGradients fed;

  /**
   * Masks by parity: a fast worker may begin the next step while a slow one still updates for this.
   */
  private final long[] masks;

  private final long[] maskInUse;
  private final int[][] places;
  private final int width;
  private final long rowBytes;

  /**
   * Lays out the buffers.
   *
   * @param scored the rows of the scored items where they are of the same table, or null
   * @param steps k, through which the gradient goes
   * @param fed where the gradients of k steps' inputs lie; null where k is 1
   */
  EmbeddingInput(
      Workspace space,
      ItemTable table,
      TouchedRows scored,
      Dropout dropout,
      int steps,
      FedGradients fed) {
    kernels = space.compute().kernels();
    this.table = table;
    ownRows = scored == null;
    int places = space.slots() * steps;
    rows = ownRows ? TouchedRows.distinct(space, table, places, places) : scored;
    this.dropout = dropout;
    this.fed = fed;
    history = fed == null ? null : new StepRing(space, steps, table.width());
    output = Signal.slotMajor(space, table.units());
    width = table.width();
    rowBytes = space.bytes(width);
    masks = new long[2];
    maskInUse = new long[space.workers()];
    for (int parity = 0; parity < masks.length && dropout.isOn(); parity++) {
      masks[parity] = space.elements((long) space.slots() * width);
    }
    this.places = new int[space.workers()][places];
  }

  Signal output() {
    return output;
  }

  /** What the last steps looked up [I + 1]; null without a gradient through time. */
  StepRing history() {
    return history;
  }

  @Override
  public void prepare(Worker worker, MiniBatch batch) {
    int[] place = places[worker.index()];
    Arrays.fill(place, MiniBatch.NONE);
    maskInUse[worker.index()] = masks[batch.parity];
    if (ownRows) {
      rows.restart(worker);
    }
    TouchedRows.Share share = rows.share(worker);
    for (int b = 0; b < batch.inputs.length; b++) {
      int item = batch.inputs[b];
      if (rows.owns(worker, item)) {
        place[b] = rows.place(share, item);
        fetch(item, b, batch);
      }
    }
    for (int at = batch.inputs.length; at < place.length; at++) {
      int item = fed.item(batch, at);
      if (rows.owns(worker, item)) {
        place[at] = rows.place(share, item);
      }
    }
  }

  private void fetch(int item, int slot, MiniBatch batch) {
    long x = output.value(batch) + slot * rowBytes;
    Memory.copy(table.row(0, item), x, rowBytes);
    if (dropout.isOn()) {
      long mask = masks[batch.parity] + slot * rowBytes;
      dropout.mask(batch.step, mask, width, slot * width);
      kernels.multiply(x, mask, width);
    }
    // The item's bias stands in this column; for the layer it is the constant of its own bias.
    kernels.put(x, table.units(), 1);
    if (history != null) {
      Memory.copy(x, history.row(batch.step, slot), rowBytes);
    }
  }

  /**
   * Turns the gradient of what a slot was fed in a step into that of the row it came from.
   *
   * @param scratch [width]
   */
  void undrop(long gradient, long step, int slot, long scratch) {
    if (dropout.isOn()) {
      dropout.mask(step, scratch, width, slot * width);
      kernels.multiply(gradient, scratch, width);
    }
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {}

  @Override
  public void backward(Worker worker, MiniBatch batch) {}

  @Override
  public double squaredGradients(Worker worker) {
    return ownRows ? rows.squaredGradients(worker) : 0;
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    if (ownRows) {
      rows.update(worker, optimizer, step, scale);
    }
  }

  /** Adds the gradients of the inputs to those of the rows they came from. */
  @Override
  public void collect(Worker worker) {
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    rows.clearFed(worker);
    for (int at = 0; at < place.length; at++) {
      if (place[at] < 0) {
        continue;
      }
      long gradient = rows.gradient(share, place[at]);
      if (fed == null) {
        addGradient(gradient, at, maskInUse[worker.index()]);
      } else {
        kernels.add(gradient, fed.at(at), width);
      }
    }
  }

  private void addGradient(long gradient, int slot, long mask) {
    long sum = output.partial[0] + slot * rowBytes;
    for (int w = 1; w < output.partial.length; w++) {
      kernels.add(sum, output.partial[w] + slot * rowBytes, width);
    }
    if (dropout.isOn()) {
      kernels.multiply(sum, mask + slot * rowBytes, width);
    }
    // The partial sums have zero in the bias column and behind it.
    kernels.add(gradient, sum, width);
  }
}
