package clickahead.math;

import java.lang.ref.Reference;

/**
 * Products of operands rounded to bfloat16, for a CPU that has no instructions for it: copies of
 * the operands are rounded and multiplied in single precision. Up to the order of the sums that is
 * what such instructions give, so that results can be judged on any machine.
 */
public final class RoundedProducts implements Products {
  private final Products single;
  private final ThreadLocal<Copies> copies = ThreadLocal.withInitial(Copies::new);

  /** One thread's copies of the operands. */
  private static final class Copies {
    final GrowingMemory a = new GrowingMemory();
    final GrowingMemory b = new GrowingMemory();
  }

  /**
   * Products over others.
   *
   * @param single multiplies the rounded operands, in single precision
   */
  public RoundedProducts(Products single) {
    if (single.elementBytes() != Float.BYTES) {
      throw new IllegalArgumentException("single precision expected, got " + single.describe());
    }
    this.single = single;
  }

  @Override
  public int elementBytes() {
    return Float.BYTES;
  }

  @Override
  public void enterThread() {
    single.enterThread();
    copies.get();
  }

  @Override
  public String describe() {
    return single.describe() + ", operands rounded to bf16";
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
    Copies own = copies.get();
    try {
      long columnsA = transposeA ? m : k;
      long columnsB = transposeB ? k : n;
      long rowsA = transposeA ? k : m;
      long rowsB = transposeB ? n : k;
      long roundA = own.a.copyOf(a, strideA, rowsA, columnsA, Float.BYTES, Bfloat16::round);
      long roundB = own.b.copyOf(b, strideB, rowsB, columnsB, Float.BYTES, Bfloat16::round);
      single.multiply(
          transposeA, transposeB, m, n, k, roundA, columnsA, roundB, columnsB, out, strideOut);
    } finally {
      // The copies go with their object: not before the last use of an address.
      Reference.reachabilityFence(own);
    }
  }
}
