package clickahead.math;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * Products by oneDNN's primitives, with operands in bfloat16 and sums in single precision. Each
 * thread keeps the primitives of the shapes that it has met: making one takes longer than a
 * product.
 */
public final class OneDnnMatmulProducts implements Products {
  /** Frees the primitives of threads that have ended. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final int type;
  private final ThreadLocal<PerThread> perThread;

  private OneDnnMatmulProducts(int type) {
    this.type = type;
    perThread = ThreadLocal.withInitial(() -> new PerThread(type));
  }

  /**
   * Products with operands rounded to bfloat16.
   *
   * @throws IllegalStateException if the CPU has no instructions for it
   */
  public static OneDnnMatmulProducts bfloat16() {
    if (!OneDnn.hasBfloat16()) {
      throw new IllegalStateException("oneDNN has no bf16 instructions on this CPU");
    }
    return new OneDnnMatmulProducts(OneDnnMatmul.BF16);
  }

  /** Products with operands as they are: what shows on any CPU that the primitives are right. */
  static OneDnnMatmulProducts single() {
    return new OneDnnMatmulProducts(OneDnnMatmul.F32);
  }

  /** One thread's stream, primitives, and copies of the operands in 2 bytes an element. */
  private static final class PerThread {
    final MatmulCache cache;
    final GrowingMemory a = new GrowingMemory();
    final GrowingMemory b = new GrowingMemory();

    PerThread(int type) {
      MatmulCache primitives = new MatmulCache(OneDnnMatmul.stream(), type);
      cache = primitives;
      CLEANER.register(this, primitives::clear);
    }
  }

  @Override
  public int elementBytes() {
    return Float.BYTES;
  }

  @Override
  public void enterThread() {
    OneDnn.useOneThread();
    perThread.get();
  }

  @Override
  public String describe() {
    String operands =
        type == OneDnnMatmul.BF16
            ? "bf16 operands, sums in single precision"
            : "single precision by primitives";
    return "oneDNN " + OneDnn.version() + ", " + operands;
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long a,
      long strideA,
      long b,
      long strideB,
      long out,
      long strideOut) {
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      OneDnnProducts.clear(m, n, out, strideOut);
      return;
    }
    PerThread own = perThread.get();
    try {
      if (type == OneDnnMatmul.F32) {
        own.cache
            .get(transposeA, transposeB, m, n, k, strideA, strideB, strideOut)
            .execute(a, b, out);
        return;
      }
      long columnsA = transposeA ? m : k;
      long columnsB = transposeB ? k : n;
      long rowsA = transposeA ? k : m;
      long rowsB = transposeB ? n : k;
      long packedA = own.a.copyOf(a, strideA, rowsA, columnsA, Short.BYTES, Bfloat16::pack);
      long packedB = own.b.copyOf(b, strideB, rowsB, columnsB, Short.BYTES, Bfloat16::pack);
      own.cache
          .get(transposeA, transposeB, m, n, k, columnsA, columnsB, strideOut)
          .execute(packedA, packedB, out);
    } finally {
      // The copies go with their object: not before the last use of an address.
      Reference.reachabilityFence(own);
    }
  }
}
