package clickahead.math;

import java.util.Arrays;
import java.util.List;

/** Prints what vector products give, bit for bit, to be compared between two ways to run them. */
final class ProductBits {
  private static final long SEED = 31;

  private ProductBits() {}

  /** One line per shape. */
  public static void main(String[] arguments) {
    lines(new VectorProducts(), 1).forEach(System.out::println);
  }

  /** Shape and hash of the result of the last of some calls. */
  static List<String> lines(Products products, int calls) {
    return ProductsContract.typical().stream()
        .map(
            shape -> {
              try (ProductCase product = new ProductCase(products, shape, SEED)) {
                for (int call = 1; call < calls; call++) {
                  product.call();
                }
                return shape + ": " + Arrays.hashCode(product.multiply());
              }
            })
        .toList();
  }
}
