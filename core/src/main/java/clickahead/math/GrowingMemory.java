package clickahead.math;

import java.lang.foreign.Arena;

/** Room that grows as it is asked for more; what it held is lost then. Freed with its object. */
final class GrowingMemory {
  private Arena arena;
  private long address;
  private long bytes;

  /** The address of at least so many bytes, valid until more are asked for. */
  long atLeast(long wanted) {
    if (arena == null || wanted > bytes) {
      arena = Arena.ofAuto();
      bytes = wanted + wanted / 4;
      address = Memory.allocate(arena, bytes);
    }
    return address;
  }
}
