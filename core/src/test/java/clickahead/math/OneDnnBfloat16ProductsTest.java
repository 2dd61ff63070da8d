package clickahead.math;

import org.junit.jupiter.api.Assumptions;

class OneDnnBfloat16ProductsTest extends ProductsContract {
  @Override
  Products products() {
    OneDnn.problem().ifPresent(problem -> Assumptions.abort("oneDNN: " + problem));
    Assumptions.assumeTrue(OneDnn.hasBfloat16(), "this CPU has no bf16 instructions");
    return Available.PRODUCTS;
  }

  /** Made only after the instructions have been found. */
  private static final class Available {
    static final Products PRODUCTS = OneDnnMatmulProducts.bfloat16();
  }
}
