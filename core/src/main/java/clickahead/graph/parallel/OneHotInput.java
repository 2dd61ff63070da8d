package clickahead.graph.parallel;

import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * A one-hot vector times the first layer's input weights: the row of the input item, [3, D], and a
 * bias. Rows are copied by the workers that own them, and every worker turns the columns of its own
 * units into gates; on the way back the owners collect the gradients of all units.
 */
final class OneHotInput implements Operator, GateInput {
  private final Workspace space;
  private final Kernels kernels;
  private final Products products;
  private final ItemTable table;
  private final TouchedRows rows;
  private final GateMatrix bias;
  private final int units;
  private final int p;
  private final long ones;
  private final long copies;
  private final long[] gradients;
  private final FedGradients fed;
  private final int[][] places;

  /**
   * Lays out the buffers.
   *
   * @param table [N, 3 D]
   * @param bias of D units and no inputs
   * @param steps k, through which the gradient goes; 0 if there will be none
   * @param fed where the gradients of k steps' gates lie [3, U]; null unless k is above 1
   */
  OneHotInput(Workspace space, ItemTable table, GateMatrix bias, int steps, FedGradients fed) {
    this.space = space;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.table = table;
    this.bias = bias;
    units = bias.units();
    p = space.paddedSlots();
    this.fed = fed;
    int most = space.slots() * steps;
    rows = steps > 0 ? TouchedRows.distinct(space, table, most, most) : null;
    ones = space.elements(p);
    for (int b = 0; b < p; b++) {
      kernels.put(ones, b, 1);
    }
    copies = space.elements((long) space.slots() * table.width());
    gradients = new long[space.workers()];
    places = new int[space.workers()][most];
  }

  @Override
  public void prepare(Worker worker, MiniBatch batch) {
    int[] place = places[worker.index()];
    Arrays.fill(place, MiniBatch.NONE);
    rows.restart(worker);
    TouchedRows.Share share = rows.share(worker);
    for (int b = 0; b < batch.inputs.length; b++) {
      int item = batch.inputs[b];
      if (rows.owns(worker, item)) {
        place[b] = rows.place(share, item);
        copy(item, b);
      }
    }
    for (int at = batch.inputs.length; at < place.length; at++) {
      int item = fed.item(batch, at);
      if (rows.owns(worker, item)) {
        place[at] = rows.place(share, item);
      }
    }
  }

  /** Copies an item's row to where a slot's input stands. */
  void copy(int item, int slot) {
    long to = copies + space.bytes((long) slot * table.width());
    Memory.copy(table.row(0, item), to, space.bytes(table.width()));
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {}

  @Override
  public void backward(Worker worker, MiniBatch batch) {}

  @Override
  public void forward(Worker worker, MiniBatch batch, long gates) {
    int w = worker.index();
    int first = worker.shareStart(units);
    int own = worker.shareEnd(units) - first;
    int slots = space.slots();
    products.multiply(
        false, false, bias.rows(w), slots, 1, bias.weights(w), bias.width(), ones, p, gates, p);
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      long from = copies + space.bytes((long) gate * units + first);
      long to = gates + space.bytes((long) gate * own * p);
      kernels.addTransposed(from, table.width(), slots, own, to, p);
    }
  }

  @Override
  public void backward(Worker worker, MiniBatch batch, long gradient) {
    int w = worker.index();
    gradients[w] = gradient;
    products.multiply(
        false,
        true,
        bias.rows(w),
        1,
        space.slots(),
        gradient,
        p,
        ones,
        p,
        bias.gradient(w),
        bias.width());
  }

  @Override
  public void updateGates(Worker worker, Optimizer optimizer, long step, double scale) {
    bias.update(worker.index(), optimizer, step, scale);
  }

  @Override
  public double squaredGateGradients(Worker worker) {
    return bias.squaredGradients(worker.index());
  }

  @Override
  public double squaredGradients(Worker worker) {
    return rows.squaredGradients(worker);
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    rows.update(worker, optimizer, step, scale);
  }

  /** Sums the gradients of the rows that this worker owns, over slots and units. */
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
        addGradient(gradient, at);
      } else {
        addGates(gradient, fed.at(at));
      }
    }
  }

  /** Adds the gradients of one event's gates, which are padded one by one. */
  private void addGates(long row, long gates) {
    int padded = Kernels.padded(units);
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      long from = gates + space.bytes((long) gate * padded);
      kernels.addColumn(from, 1, units, row + space.bytes((long) gate * units));
    }
  }

  private void addGradient(long row, int slot) {
    for (int w = 0; w < gradients.length; w++) {
      int first = bias.firstUnit(w);
      int own = bias.firstUnit(w + 1) - first;
      for (int gate = 0; gate < GateMatrix.GATES; gate++) {
        long from = gradients[w] + space.bytes((long) gate * own * p + slot);
        kernels.addColumn(from, p, own, row + space.bytes((long) gate * units + first));
      }
    }
  }
}
