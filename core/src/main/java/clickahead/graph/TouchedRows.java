package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The distinct items of a step, split among the workers (item modulo W): their rows, fetched once,
 * and the gradients of these rows, summed. Items that are scored come first, in the order in which
 * the scoring operator adds them; items that are only fed come behind.
 *
 * <p>It can also hold all items in every step: then nothing is fetched, the rows are read where
 * they lie, and every row has a gradient.
 */
public final class TouchedRows {
  private static final int RESTART = 1 << 30;

  private final ItemTable table;
  private final Kernels kernels;
  private final RowOwners owners;
  private final Share[] shares;
  private final boolean all;

  /** One worker's items of the step. */
  public static final class Share {
    /** Distinct items [n]. */
    public final int[] items;

    /** Their weights [n, width], a copy made in the prepare phase. */
    private final long values;

    /** Their gradients [n, width]. */
    public final long gradients;

    private int size;
    private int scored;

    private final double[] keptBiases;
    private final int[] stamp;
    private int base = 1;

    private Share(
        Workspace space,
        ItemTable table,
        int capacity,
        int mostFed,
        int ownedItems,
        boolean fetched) {
      long width = table.width();
      keptBiases = new double[mostFed * table.planes()];
      items = new int[capacity];
      values = fetched ? space.elements(capacity * width) : 0;
      gradients = space.elements(capacity * width);
      stamp = new int[ownedItems];
    }

    /** Number of distinct items, n. */
    public int size() {
      return size;
    }

    /** The first so many are scored. */
    public int scored() {
      return scored;
    }

    /** Has all items scored that are there so far. */
    public void scoreAll() {
      scored = size;
    }

    private void restart() {
      base += size;
      if (base > RESTART) {
        Arrays.fill(stamp, 0);
        base = 1;
      }
      size = 0;
      scored = 0;
    }
  }

  private TouchedRows(Workspace space, ItemTable table, boolean all) {
    this.table = table;
    this.all = all;
    kernels = space.compute().kernels();
    owners = new RowOwners(space.workers());
    shares = new Share[space.workers()];
  }

  /** The items of a step, so many at most, of which as many are only fed as there are slots. */
  public static TouchedRows distinct(Workspace space, ItemTable table, int mostItems) {
    return distinct(space, table, mostItems, space.slots());
  }

  /**
   * The items of a step.
   *
   * @param mostItems so many at most
   * @param mostFed so many of them, at most, are only fed
   */
  public static TouchedRows distinct(Workspace space, ItemTable table, int mostItems, int mostFed) {
    TouchedRows rows = new TouchedRows(space, table, false);
    int owned = table.items() / space.workers() + 1;
    for (int w = 0; w < rows.shares.length; w++) {
      rows.shares[w] =
          new Share(
              space, table, Math.min(mostItems, owned), Math.min(mostFed, owned), owned, true);
    }
    return rows;
  }

  /** All items in every step, each at the place that it has among those of its owner. */
  public static TouchedRows all(Workspace space, ItemTable table) {
    TouchedRows rows = new TouchedRows(space, table, true);
    int workers = space.workers();
    for (int w = 0; w < workers; w++) {
      int owned = Math.max(0, (table.items() - w + workers - 1) / workers);
      Share share = new Share(space, table, owned, 0, owned, false);
      for (int place = 0; place < owned; place++) {
        rows.place(share, w + place * workers);
      }
      share.scored = owned;
      rows.shares[w] = share;
    }
    return rows;
  }

  /** Does every step hold all items? */
  public boolean all() {
    return all;
  }

  /** Items of the table, N. */
  int items() {
    return table.items();
  }

  /** A worker's items of the step. */
  public Share share(int worker) {
    return shares[worker];
  }

  /** A worker's items of the step. */
  public Share share(Worker worker) {
    return shares[worker.index()];
  }

  /** Address of the weights of a worker's items, [n, {@link #valueStride}]. */
  public long values(int worker) {
    // A worker without items multiplies no rows, so any address does.
    return all ? table.row(0, Math.min(worker, table.items() - 1)) : shares[worker].values;
  }

  /** Elements between the weights of two items. */
  public long valueStride() {
    return all ? shares.length * table.rowStride() : table.width();
  }

  /** Forgets the last step's items. */
  public void restart(Worker worker) {
    if (!all) {
      share(worker).restart();
    }
  }

  /** Whether a worker owns an item. */
  public boolean owns(Worker worker, int item) {
    return item >= 0 && owners.owner(item) == worker.index();
  }

  /** The place of an item that the worker owns, adding it if it is new in this step. */
  public int place(Share share, int item) {
    int slot = owners.local(item);
    int place = share.stamp[slot] - share.base;
    if (place < 0) {
      place = share.size++;
      share.stamp[slot] = share.base + place;
      share.items[place] = item;
    }
    return place;
  }

  /** Copies the scored items' rows. */
  public void fetchScored(Worker worker) {
    if (all) {
      return;
    }
    Share share = share(worker);
    kernels.gatherRows(
        table.address(),
        table.rowStride(),
        share.items,
        0,
        share.scored,
        share.values,
        table.width());
  }

  /** Sets the gradients of the items that are only fed to zero; the others are written whole. */
  public void clearFed(Worker worker) {
    Share share = share(worker);
    long row = (long) table.width() * kernels.elementBytes();
    int count = share.size - share.scored;
    if (count > 0) {
      Memory.clear(share.gradients + share.scored * row, count * row);
    }
  }

  /** Address of the gradient of the item at a place. */
  public long gradient(Share share, int place) {
    return share.gradients + (long) place * table.width() * kernels.elementBytes();
  }

  /** Sum of the squares of the gradients of a worker's rows; biases of fed items have none. */
  public double squaredGradients(Worker worker) {
    Share share = share(worker);
    return kernels.optimizers().sumOfSquares(share.gradients, (long) share.size * table.width());
  }

  /**
   * Updates the rows. The bias of an item that was only fed has no gradient and must not move, not
   * even by its momentum, though it shares the row with weights that do.
   */
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    Share share = share(worker);
    long rowStride = table.rowStride();
    swapFedBiases(share, true);
    optimizer.updateRows(
        table.address(),
        rowStride,
        share.items,
        share.size,
        share.gradients,
        table.width(),
        step,
        scale);
    swapFedBiases(share, false);
  }

  /** The same for some of the columns, see {@link MovingColumns}. */
  public void updateColumns(
      Worker worker,
      MovingColumns columns,
      Turn turn,
      IntFunction<Optimizer> of,
      long step,
      double scale) {
    Share share = share(worker);
    swapFedBiases(share, true);
    columns.update(worker, share, turn, of, step, scale);
    swapFedBiases(share, false);
  }

  private void swapFedBiases(Share share, boolean keep) {
    int kept = 0;
    for (int place = share.scored; place < share.size; place++) {
      for (int plane = 0; plane < table.planes(); plane++, kept++) {
        long row = table.row(plane, share.items[place]);
        if (keep) {
          share.keptBiases[kept] = kernels.get(row, table.units());
        } else {
          kernels.put(row, table.units(), share.keptBiases[kept]);
        }
      }
    }
  }
}
