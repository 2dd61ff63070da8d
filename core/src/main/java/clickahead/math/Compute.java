package clickahead.math;

/**
 * What a computation runs on: kernels and matrix products of one element width.
 *
 * @param kernels element-wise and row-wise loops
 * @param products matrix products
 */
public record Compute(Kernels kernels, Products products) {

  /** Checks that both work on the same elements. */
  public Compute {
    if (kernels.elementBytes() != products.elementBytes()) {
      throw new IllegalArgumentException(
          "kernels work on "
              + kernels.elementBytes()
              + "-byte elements, products on "
              + products.elementBytes());
    }
  }

  @Override
  public String toString() {
    return kernels.describe() + " + " + products.describe();
  }

  /** Bytes of one element. */
  public int elementBytes() {
    return kernels.elementBytes();
  }
}
