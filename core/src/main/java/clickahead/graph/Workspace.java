package clickahead.graph;

import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where and how a plan computes.
 *
 * @param arena owns all buffers
 * @param compute kernels and products
 * @param workers number of workers that will run the plan, W
 * @param slots sessions side by side in a mini-batch, B
 * @param used counts the bytes of the buffers that were laid out here
 */
public record Workspace(Arena arena, Compute compute, int workers, int slots, LongAdder used) {

  /** A place of which nothing is used yet. */
  public Workspace(Arena arena, Compute compute, int workers, int slots) {
    this(arena, compute, workers, slots, new LongAdder());
  }

  /** The same place for another number of slots. */
  public Workspace of(int otherSlots) {
    return new Workspace(arena, compute, workers, otherSlots, used);
  }

  /** Zeroed room for so many elements. */
  public long elements(long count) {
    used.add(bytes(count));
    return Memory.allocate(arena, bytes(count));
  }

  /** One zeroed buffer per worker. */
  public long[] elementsPerWorker(long count) {
    long[] buffers = new long[workers];
    for (int w = 0; w < workers; w++) {
      buffers[w] = elements(count);
    }
    return buffers;
  }

  /** Columns of a matrix over the mini-batch, P. */
  public int paddedSlots() {
    return Kernels.padded(slots);
  }

  /** Bytes of so many elements. */
  public long bytes(long elements) {
    return elements * compute.elementBytes();
  }
}
