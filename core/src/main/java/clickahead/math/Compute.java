package clickahead.math;

/**
 * What a computation runs on: kernels and matrix products of one element width.
 *
 * @param kernels element-wise and row-wise loops
 * @param products matrix products
 */
public record Compute(Kernels kernels, Products products) {

  /** System property that forces the kernels: {@code vector} or {@code scalar}. */
  public static final String PROPERTY = "clickahead.kernels";

  /**
   * The fastest that this machine and JVM have, in single precision: see {@link ProductsChoice} for
   * the products; kernels on the Vector API where its module is loaded, else scalar ones.
   *
   * @throws IllegalStateException if a property forces what is not available
   */
  public static Compute best() {
    return new Compute(kernels(System.getProperty(PROPERTY, "")), ProductsChoice.best());
  }

  /**
   * The same with operands of the products rounded, where that is asked for: see {@link
   * ProductsChoice#of}.
   */
  public static Compute best(Precision precision) {
    return new Compute(kernels(System.getProperty(PROPERTY, "")), ProductsChoice.of(precision));
  }

  private static Kernels kernels(String forced) {
    boolean vector = VectorModule.problem().isEmpty();
    return switch (forced) {
      case "" -> vector ? new VectorKernels() : new ScalarKernels(Float.BYTES);
      case "scalar" -> new ScalarKernels(Float.BYTES);
      case "vector" -> {
        VectorModule.problem()
            .ifPresent(
                problem -> {
                  throw new IllegalStateException(
                      PROPERTY + " is 'vector', which is not available here: " + problem);
                });
        yield new VectorKernels();
      }
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is '" + forced + "', expected vector or scalar");
    };
  }

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
