package clickahead.math;

/** What matrix products multiply. Weights, sums and everything else are in single precision. */
public enum Precision {
  /** Single precision. */
  F32,
  /**
   * Operands rounded to bfloat16 (8 bits of exponent, 8 of fraction), sums in single precision. On
   * a CPU without such instructions the rounding is done one by one, which gives the same results
   * and costs time instead of saving it.
   */
  BF16,
  /** {@link #BF16} where the CPU has instructions for it, else {@link #F32}. */
  AUTO
}
