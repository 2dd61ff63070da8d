package clickahead.math;

/** Prints what vector products allocate, in a JVM that has compiled them for nothing else. */
final class ProductAllocations {
  private ProductAllocations() {}

  /** One line per shape. */
  public static void main(String[] arguments) {
    ProductsContract.allocations(new VectorProducts()).forEach(System.out::println);
  }
}
