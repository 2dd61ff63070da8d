package clickahead.math;

class ScalarDoubleProductsTest extends ProductsContract {
  @Override
  Products products() {
    return new ScalarProducts(Double.BYTES);
  }
}
