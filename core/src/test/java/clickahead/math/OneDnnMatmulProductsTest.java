package clickahead.math;

import org.junit.jupiter.api.Assumptions;

/** The primitives, their shapes and strides, with operands that every CPU can multiply. */
class OneDnnMatmulProductsTest extends ProductsContract {
  @Override
  Products products() {
    OneDnn.problem().ifPresent(problem -> Assumptions.abort("oneDNN: " + problem));
    return Available.PRODUCTS;
  }

  /** Made only after oneDNN has been found. */
  private static final class Available {
    static final Products PRODUCTS = OneDnnMatmulProducts.single();
  }
}
