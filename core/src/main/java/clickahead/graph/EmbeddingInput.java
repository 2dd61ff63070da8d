package clickahead.graph;

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
   */
  EmbeddingInput(Workspace space, ItemTable table, TouchedRows scored, Dropout dropout) {
    kernels = space.compute().kernels();
    this.table = table;
    ownRows = scored == null;
    rows = ownRows ? TouchedRows.distinct(space, table, space.slots()) : scored;
    this.dropout = dropout;
    output = Signal.slotMajor(space, table.units());
    width = table.width();
    rowBytes = space.bytes(width);
    masks = new long[2];
    maskInUse = new long[space.workers()];
    for (int parity = 0; parity < masks.length && dropout.isOn(); parity++) {
      masks[parity] = space.elements((long) space.slots() * width);
    }
    places = new int[space.workers()][space.slots()];
  }

  Signal output() {
    return output;
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
    for (int b = 0; b < place.length; b++) {
      int item = batch.inputs[b];
      if (rows.owns(worker, item)) {
        place[b] = rows.place(share, item);
        fetch(item, b, batch);
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
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {}

  @Override
  public void backward(Worker worker, MiniBatch batch) {}

  /** Adds the gradients of the inputs to those of the rows they came from; changes its own rows. */
  @Override
  public void update(Worker worker, Optimizer optimizer) {
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    rows.clearFed(worker);
    for (int b = 0; b < place.length; b++) {
      if (place[b] >= 0) {
        addGradient(rows.gradient(share, place[b]), b, maskInUse[worker.index()]);
      }
    }
    if (ownRows) {
      rows.update(worker, optimizer);
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
