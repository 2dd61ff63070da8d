package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;

/**
 * Where the gradients lie that the items get which the slots were fed in this step (lag 0) and the
 * k - 1 before: written on the way back by the workers that follow the slots, read by the owners of
 * the items. Only those of followed events are of this step.
 */
final class FedGradients {
  private final int slots;
  private final long[] addresses;

  /** Of k steps. */
  FedGradients(int slots, int steps) {
    this.slots = slots;
    addresses = new long[slots * steps];
  }

  /** Number of places, [k, B]. */
  int places() {
    return addresses.length;
  }

  void put(int lag, int slot, long address) {
    addresses[lag * slots + slot] = address;
  }

  /** The gradient's address at a place, lag * B + slot. */
  long at(int place) {
    return addresses[place];
  }

  /** The item that was fed at a place; {@link MiniBatch#NONE} if the gradient does not reach it. */
  int item(MiniBatch batch, int place) {
    int lag = place / slots;
    int slot = place % slots;
    return lag == 0 ? batch.inputs[slot] : batch.earlier[lag - 1][slot];
  }
}
