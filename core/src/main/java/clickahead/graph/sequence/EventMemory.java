package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Memory;
import java.lang.foreign.Arena;

/** One operator's rows of the last events of a running session, oldest first; grows by doubling. */
final class EventMemory {
  private final int elementBytes;
  private final int units;
  private final int stride;
  private Arena arena;
  private long address;
  private int capacity;

  EventMemory(Workspace space, Rows rows) {
    elementBytes = space.compute().elementBytes();
    units = rows.units();
    stride = rows.stride();
  }

  /** Makes room; what was held is lost when there is not enough. */
  void reserve(int events) {
    if (events > capacity) {
      capacity = Math.max(events, 2 * capacity);
      arena = Arena.ofAuto();
      address = Memory.allocate(arena, (long) capacity * stride * elementBytes);
    }
  }

  /** Address of the oldest event's row; the next ones lie a stride apart. */
  long address() {
    return address;
  }

  /** Elements between rows. */
  int stride() {
    return stride;
  }

  /** Copies an event's units from an array. */
  void load(int event, float[] from, int at) {
    Memory.copy(from, at, address + (long) event * stride * elementBytes, units, elementBytes);
  }
}
