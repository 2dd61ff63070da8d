package clickahead.math;

class ScalarFloatProductsTest extends ProductsContract {
  @Override
  Products products() {
    return new ScalarProducts(Float.BYTES);
  }
}
