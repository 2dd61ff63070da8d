package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorProductsTest extends ProductsContract {

  /** Made only after the width has been found to be available. */
  private static final class Available {
    static final Products PRODUCTS = new VectorProducts();
  }

  @Override
  Products products() {
    MachineVectors.assumeWidthIsAvailable();
    return Available.PRODUCTS;
  }

  @Test
  void usesTheWidthThatWasAskedFor() {
    int bits = Integer.getInteger(VectorWidth.PROPERTY, MachineVectors.bits());
    assertThat(products().describe()).contains(" " + bits + " bits");
  }
}
