package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * The distinct items of a step, split among the workers (item modulo W): their rows, fetched once,
 * and the gradients of these rows, summed. Items that are scored come first, in the order in which
 * the scoring operator adds them; items that are only fed come behind.
 */
final class TouchedRows {
  private static final int RESTART = 1 << 30;

  private final ItemTable table;
  private final Kernels kernels;
  private final RowOwners owners;
  private final Share[] shares;

  /** One worker's items of the step. */
  static final class Share {
    /** Distinct items [n]. */
    final int[] items;

    /** Their weights [n, width], a copy made in the prepare phase. */
    final long values;

    /** Their gradients [n, width]. */
    final long gradients;

    /** Number of distinct items, n. */
    int size;

    /** The first so many are scored. */
    int scored;

    private final double[] keptBiases;
    private final int[] stamp;
    private int base = 1;

    private Share(Workspace space, ItemTable table, int capacity, int ownedItems) {
      long width = table.width();
      keptBiases = new double[space.slots() * table.planes()];
      items = new int[capacity];
      values = space.elements(capacity * width);
      gradients = space.elements(capacity * width);
      stamp = new int[ownedItems];
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

  TouchedRows(Workspace space, ItemTable table, int mostItems) {
    this.table = table;
    kernels = space.compute().kernels();
    int workers = space.workers();
    owners = new RowOwners(workers);
    shares = new Share[workers];
    int owned = table.items() / workers + 1;
    for (int w = 0; w < workers; w++) {
      shares[w] = new Share(space, table, Math.min(mostItems, owned), owned);
    }
  }

  Share share(Worker worker) {
    return shares[worker.index()];
  }

  /** Forgets the last step's items. */
  void restart(Worker worker) {
    share(worker).restart();
  }

  boolean owns(Worker worker, int item) {
    return item >= 0 && owners.owner(item) == worker.index();
  }

  /** The place of an item that the worker owns, adding it if it is new in this step. */
  int place(Share share, int item) {
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
  void fetchScored(Worker worker) {
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
  void clearFed(Worker worker) {
    Share share = share(worker);
    long row = (long) table.width() * kernels.elementBytes();
    int count = share.size - share.scored;
    if (count > 0) {
      Memory.clear(share.gradients + share.scored * row, count * row);
    }
  }

  /** Address of the gradient of the item at a place. */
  long gradient(Share share, int place) {
    return share.gradients + (long) place * table.width() * kernels.elementBytes();
  }

  /**
   * Updates the rows. The bias of an item that was only fed has no gradient and must not move, not
   * even by its momentum, though it shares the row with weights that do.
   */
  void update(Worker worker, Optimizer optimizer) {
    Share share = share(worker);
    long rowStride = table.rowStride();
    swapFedBiases(share, true);
    optimizer.updateRows(
        table.address(), rowStride, share.items, share.size, share.gradients, table.width());
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
