package clickahead.math;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every implementation that this machine has, on shapes that nobody thought of. */
class RandomProductShapesTest {
  private static final List<Products> ALL = all();

  private static List<Products> all() {
    List<Products> all = new ArrayList<>();
    all.add(new ScalarProducts(Float.BYTES));
    all.add(new ScalarProducts(Double.BYTES));
    all.add(new VectorProducts());
    if (OneDnn.problem().isEmpty()) {
      all.add(new OneDnnProducts());
    }
    return all;
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void agreeWithATripleLoop(
      @ForAll boolean transposeA,
      @ForAll boolean transposeB,
      @ForAll @IntRange(max = 90) int m,
      @ForAll @IntRange(max = 90) int n,
      @ForAll @IntRange(max = 90) int k,
      @ForAll @IntRange(max = 9) int gap,
      @ForAll long seed) {
    ProductShape shape = new ProductShape(transposeA, transposeB, m, n, k, gap);
    for (Products products : ALL) {
      products.enterThread();
      try (ProductCase product = new ProductCase(products, shape, seed)) {
        product.multiply();
        product.verify();
      }
    }
  }
}
