package clickahead.math;

import org.junit.jupiter.api.Assumptions;

class OneDnnProductsTest extends ProductsContract {
  @Override
  Products products() {
    OneDnn.problem().ifPresent(problem -> Assumptions.abort("oneDNN: " + problem));
    return new OneDnnProducts();
  }
}
