package clickahead.math;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * One matrix product by a oneDNN primitive, out = op(a) · op(b) with out in single precision: made
 * once for a shape, then executed on any addresses, by one thread.
 */
final class OneDnnMatmul {
  /** {@code dnnl_bf16}. */
  static final int BF16 = 2;

  /** {@code dnnl_f32}. */
  static final int F32 = 3;

  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int SOURCE = 1;
  private static final int WEIGHTS = 33;
  private static final int DESTINATION = 17;
  private static final int ARGUMENT_BYTES = 16;
  private static final int MOST_DIMENSIONS = 12;

  /** The table of the binding; every function returns a status, 0 being success. */
  record Functions(
      MethodHandle engineCreate,
      MethodHandle streamCreate,
      MethodHandle descriptorCreate,
      MethodHandle matmulCreate,
      MethodHandle primitiveCreate,
      MethodHandle memoryCreate,
      MethodHandle setHandle,
      MethodHandle execute,
      MethodHandle descriptorDestroy,
      MethodHandle matmulDestroy,
      MethodHandle primitiveDestroy,
      MethodHandle memoryDestroy) {

    static Functions bind(SymbolLookup library) {
      return new Functions(
          of(library, "dnnl_engine_create", ADDRESS, JAVA_INT, JAVA_LONG),
          of(library, "dnnl_stream_create", ADDRESS, JAVA_LONG, JAVA_INT),
          of(
              library,
              "dnnl_memory_desc_create_with_strides",
              ADDRESS, // out
              JAVA_INT, // dimensions
              ADDRESS, // their sizes
              JAVA_INT, // element type
              ADDRESS), // strides
          of(
              library,
              "dnnl_matmul_primitive_desc_create",
              ADDRESS, // out
              JAVA_LONG, // engine
              JAVA_LONG, // a
              JAVA_LONG, // b
              JAVA_LONG, // bias
              JAVA_LONG, // out's descriptor
              JAVA_LONG), // attributes
          of(library, "dnnl_primitive_create", ADDRESS, JAVA_LONG),
          of(library, "dnnl_memory_create", ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          of(library, "dnnl_memory_set_data_handle", JAVA_LONG, JAVA_LONG),
          of(library, "dnnl_primitive_execute", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG),
          of(library, "dnnl_memory_desc_destroy", JAVA_LONG),
          of(library, "dnnl_primitive_desc_destroy", JAVA_LONG),
          of(library, "dnnl_primitive_destroy", JAVA_LONG),
          of(library, "dnnl_memory_destroy", JAVA_LONG));
    }

    private static MethodHandle of(SymbolLookup library, String name, MemoryLayout... arguments) {
      return OneDnn.bind(library, name, FunctionDescriptor.of(JAVA_INT, arguments));
    }
  }

  /** The one engine of the process, made on first use. */
  private static final class Engine {
    static final long HANDLE =
        create(out -> (int) OneDnn.matmul().engineCreate().invokeExact(out, CPU, 0L));
  }

  /** A call that writes a handle. */
  private interface Creation {
    int into(MemorySegment out) throws Throwable;
  }

  private final Arena arena = Arena.ofAuto();
  private final long stream;
  private final long primitive;
  private final long memoryA;
  private final long memoryB;
  private final long memoryOut;
  private final long arguments;

  /**
   * Makes the primitive.
   *
   * @param stream of the thread that will execute it
   * @param type element type of a and b
   * @throws IllegalStateException if oneDNN cannot do it on this CPU
   */
  OneDnnMatmul(
      long stream,
      int type,
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long strideA,
      long strideB,
      long strideOut) {
    this.stream = stream;
    long a = descriptor(type, m, k, transposeA ? 1 : strideA, transposeA ? strideA : 1);
    long b = descriptor(type, k, n, transposeB ? 1 : strideB, transposeB ? strideB : 1);
    long out = descriptor(F32, m, n, strideOut, 1);
    Functions call = OneDnn.matmul();
    long matmul =
        create(to -> (int) call.matmulCreate().invokeExact(to, Engine.HANDLE, a, b, 0L, out, 0L));
    primitive = create(to -> (int) call.primitiveCreate().invokeExact(to, matmul));
    memoryA = memory(a);
    memoryB = memory(b);
    memoryOut = memory(out);
    check(() -> (int) call.matmulDestroy().invokeExact(matmul));
    for (long descriptor : new long[] {a, b, out}) {
      check(() -> (int) call.descriptorDestroy().invokeExact(descriptor));
    }
    MemorySegment list = arena.allocate(3L * ARGUMENT_BYTES, Long.BYTES);
    put(list, 0, SOURCE, memoryA);
    put(list, 1, WEIGHTS, memoryB);
    put(list, 2, DESTINATION, memoryOut);
    arguments = list.address();
  }

  private static void put(MemorySegment list, int index, int argument, long memory) {
    list.set(JAVA_INT, (long) index * ARGUMENT_BYTES, argument);
    list.set(JAVA_LONG, (long) index * ARGUMENT_BYTES + Long.BYTES, memory);
  }

  /** A stream for the calling thread. */
  static long stream() {
    return create(
        out -> (int) OneDnn.matmul().streamCreate().invokeExact(out, Engine.HANDLE, IN_ORDER));
  }

  private static long descriptor(int type, long rows, long columns, long row, long column) {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment sizes = scratch.allocate(JAVA_LONG, MOST_DIMENSIONS);
      MemorySegment strides = scratch.allocate(JAVA_LONG, MOST_DIMENSIONS);
      sizes.setAtIndex(JAVA_LONG, 0, rows);
      sizes.setAtIndex(JAVA_LONG, 1, columns);
      strides.setAtIndex(JAVA_LONG, 0, row);
      strides.setAtIndex(JAVA_LONG, 1, column);
      return create(
          out ->
              (int) OneDnn.matmul().descriptorCreate().invokeExact(out, 2, sizes, type, strides));
    }
  }

  private static long memory(long descriptor) {
    return create(
        out ->
            (int) OneDnn.matmul().memoryCreate().invokeExact(out, descriptor, Engine.HANDLE, 0L));
  }

  private static long create(Creation call) {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment out = scratch.allocate(JAVA_LONG);
      check(() -> call.into(out));
      return out.get(JAVA_LONG, 0);
    }
  }

  /** A call that returns a status. */
  private interface Call {
    int run() throws Throwable;
  }

  private static void check(Call call) {
    int status;
    try {
      status = call.run();
    } catch (Throwable e) {
      throw new IllegalStateException("a function of oneDNN could not be called", e);
    }
    check(status);
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN's matrix product returned status " + status);
    }
  }

  /** Computes; allocates nothing. */
  void execute(long a, long b, long out) {
    Functions call = OneDnn.matmul();
    try {
      check((int) call.setHandle().invokeExact(memoryA, a));
      check((int) call.setHandle().invokeExact(memoryB, b));
      check((int) call.setHandle().invokeExact(memoryOut, out));
      check((int) call.execute().invokeExact(primitive, stream, 3, arguments));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("dnnl_primitive_execute could not be called", e);
    }
  }

  /** Frees the primitive. */
  void destroy() {
    Functions call = OneDnn.matmul();
    check(() -> (int) call.primitiveDestroy().invokeExact(primitive));
    for (long memory : new long[] {memoryA, memoryB, memoryOut}) {
      check(() -> (int) call.memoryDestroy().invokeExact(memory));
    }
  }
}
