package clickahead.math;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Off-heap memory by address. {@link #ALL} spans the whole address space, so that a kernel reads
 * and writes at any address without a segment object; whoever allocates answers for the bounds.
 */
public final class Memory {
  /** The address space as one segment: offset = address. */
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final long HUGE_PAGE = 2L << 20;
  private static final int CACHE_LINE = 64;
  private static final int MADV_HUGEPAGE = 14;
  private static final MethodHandle MADVISE = madvise();

  private Memory() {}

  private static MethodHandle madvise() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("madvise")
        .map(
            function ->
                linker.downcallHandle(
                    function,
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT)))
        .orElse(null);
  }

  /**
   * Zeroed memory that lives as long as the arena, aligned to a cache line. Large blocks start at a
   * huge page and ask for huge pages: a table of item rows is read at random, and small pages would
   * cost a miss of the address cache per row.
   *
   * @return the address
   */
  public static long allocate(Arena arena, long bytes) {
    if (bytes < 2 * HUGE_PAGE) {
      return arena.allocate(Math.max(bytes, CACHE_LINE), CACHE_LINE).address();
    }
    long size = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    return arena.allocate(size, HUGE_PAGE).address();
  }

  /** Reads a float. */
  public static float getFloat(long address) {
    return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  /** Writes a float. */
  public static void putFloat(long address, float value) {
    ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  /** Reads a double. */
  public static double getDouble(long address) {
    return ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
  }

  /** Writes a double. */
  public static void putDouble(long address, double value) {
    ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value);
  }
}
