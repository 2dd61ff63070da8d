package clickahead.math;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Off-heap memory by address. {@link #ALL} spans the whole address space, so that a kernel reads
 * and writes at any address without a segment object; whoever allocates answers for the bounds.
 */
public final class Memory {
  /** The address space as one segment: offset = address. */
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final System.Logger LOG = System.getLogger("clickahead");
  private static final long HUGE_PAGE = 2L << 20;
  private static final int CACHE_LINE = 64;
  private static final int PAGE = 4096;
  private static final AtomicInteger BLOCKS = new AtomicInteger();
  private static final int ADVICE_HUGE_PAGE = 14;
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_ANONYMOUS_NO_RESERVE = 0x02 | 0x20 | 0x4000;
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final MethodHandle MAP =
      linux(
          "mmap",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle UNMAP =
      linux("munmap", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final MethodHandle ADVISE =
      linux(
          "madvise",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);

  private Memory() {}

  private static MethodHandle linux(String name, MemoryLayout result, MemoryLayout... arguments) {
    if (!LINUX) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(at -> linker.downcallHandle(at, FunctionDescriptor.of(result, arguments)))
        .orElse(null);
  }

  /**
   * Zeroed memory that lives as long as the arena, aligned to a cache line. On Linux a large block
   * is mapped directly and asks for huge pages before it is touched: a table of item rows is read
   * at random, and small pages would cost a miss of the address cache per row. Its pages take
   * memory only once they are written.
   *
   * @return the address
   * @throws OutOfMemoryError if there is none left
   */
  public static long allocate(Arena arena, long bytes) {
    if (bytes < 2 * HUGE_PAGE || MAP == null || UNMAP == null || ADVISE == null) {
      long offset = bytes < PAGE ? 0 : stagger();
      return arena.allocate(Math.max(bytes, 1) + offset, CACHE_LINE).address() + offset;
    }
    try {
      long size = (bytes + 2 * HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
      long mapped =
          (long) MAP.invokeExact(0L, size, READ_WRITE, PRIVATE_ANONYMOUS_NO_RESERVE, -1, 0L);
      if (mapped == -1) {
        throw new OutOfMemoryError("cannot map " + size + " bytes outside the heap");
      }
      MemorySegment.ofAddress(mapped).reinterpret(size, arena, Memory::unmap);
      long aligned = (mapped + HUGE_PAGE - 1) & -HUGE_PAGE;
      int refused = (int) ADVISE.invokeExact(aligned, mapped + size - aligned, ADVICE_HUGE_PAGE);
      if (refused != 0) {
        LOG.log(System.Logger.Level.DEBUG, "no huge pages for {0} bytes", size);
      }
      return aligned;
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("mmap", e);
    }
  }

  private static void unmap(MemorySegment block) {
    try {
      int result = (int) UNMAP.invokeExact(block.address(), block.byteSize());
      if (result != 0) {
        throw new IllegalStateException("munmap of " + block + " failed");
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("munmap", e);
    }
  }

  /**
   * Large blocks would all begin at the same place within a page, and a store to one would hold up
   * loads from another that only look like it. So each begins some cache lines further.
   */
  private static long stagger() {
    return (BLOCKS.getAndIncrement() & Integer.MAX_VALUE)
        % (PAGE / CACHE_LINE / 3)
        * (3L * CACHE_LINE);
  }

  /** Reads a float. */
  public static float getFloat(long address) {
    return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  /** Writes a float. */
  public static void putFloat(long address, float value) {
    ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  /** Writes 2 bytes. */
  static void putShort(long address, short value) {
    ALL.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, value);
  }

  /** Reads a double. */
  public static double getDouble(long address) {
    return ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
  }

  /** Writes a double. */
  public static void putDouble(long address, double value) {
    ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value);
  }

  /** Sets bytes to zero. */
  public static void clear(long address, long bytes) {
    ALL.asSlice(address, bytes).fill((byte) 0);
  }

  /** Copies bytes between places that don't overlap. */
  public static void copy(long from, long to, long bytes) {
    MemorySegment.copy(ALL, from, ALL, to, bytes);
  }

  /**
   * Copies numbers of an array to elements.
   *
   * @param at of the first number
   * @param elementBytes of one element, 4 or 8
   */
  public static void copy(float[] from, int at, long to, int n, int elementBytes) {
    if (elementBytes == Float.BYTES) {
      MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      putDouble(to + (long) i * Double.BYTES, from[at + i]);
    }
  }

  /** Copies elements to an array; see {@link #copy(float[], int, long, int, int)}. */
  public static void copy(long from, float[] to, int at, int n, int elementBytes) {
    if (elementBytes == Float.BYTES) {
      MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, from, to, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[at + i] = (float) getDouble(from + (long) i * Double.BYTES);
    }
  }
}
