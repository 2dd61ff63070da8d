package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProductsChoiceTest {
  private static final Optional<Unavailable> NO_LIBRARY =
      Optional.of(new Unavailable("no libdnnl.so.3 on the class path", "Add its jar"));
  private static final Optional<Unavailable> NO_MODULE =
      Optional.of(new Unavailable("the module is not loaded", "Run java with --add-modules x"));

  @Test
  void picksOneDnnWhereItLoads() {
    OneDnn.problem().ifPresent(problem -> Assumptions.abort("oneDNN: " + problem));
    ProductsChoice.Choice choice = ProductsChoice.choose(null, Optional::empty, Optional::empty);
    assertThat(choice.products()).isInstanceOf(OneDnnProducts.class);
    assertThat(choice.products().describe()).matches("oneDNN 3\\.\\d+, single precision");
    assertThat(choice.slower()).isEmpty();
    assertThat(choice.missingFlag()).isEmpty();
  }

  @Test
  void picksVectorsWithoutOneDnnAndSaysWhyWithTheCure() {
    ProductsChoice.Choice choice = ProductsChoice.choose(null, () -> NO_LIBRARY, Optional::empty);
    assertThat(choice.products()).isInstanceOf(VectorProducts.class);
    assertThat(choice.slower())
        .hasValue(
            "oneDNN, the fastest, is not used: no libdnnl.so.3 on the class path. Add its jar");
    assertThat(choice.missingFlag()).isEmpty();
  }

  @Test
  void picksScalarLoopsWithoutEitherAndNamesTheFlag() {
    ProductsChoice.Choice choice = ProductsChoice.choose(null, () -> NO_LIBRARY, () -> NO_MODULE);
    assertThat(choice.products()).isInstanceOf(ScalarProducts.class);
    assertThat(choice.products().elementBytes()).isEqualTo(Float.BYTES);
    assertThat(choice.slower()).isPresent();
    assertThat(choice.missingFlag().orElseThrow()).contains("Run java with --add-modules x");
  }

  @Test
  void takesWhatIsForced() {
    assertThat(ProductsChoice.choose("vector", Optional::empty, Optional::empty).products())
        .isInstanceOf(VectorProducts.class);
    assertThat(ProductsChoice.choose("scalar", Optional::empty, Optional::empty).products())
        .isInstanceOf(ScalarProducts.class);
  }

  @Test
  void refusesToForceWhatIsNotAvailable() {
    assertThatThrownBy(() -> ProductsChoice.choose("onednn", () -> NO_LIBRARY, Optional::empty))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("clickahead.products is 'onednn'")
        .hasMessageContaining("no libdnnl.so.3 on the class path. Add its jar");
    assertThatThrownBy(() -> ProductsChoice.choose("vector", Optional::empty, () -> NO_MODULE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--add-modules x");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> ProductsChoice.choose("mkl", Optional::empty, Optional::empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clickahead.products is 'mkl', expected onednn, vector or scalar");
  }

  @Test
  void picksOnce() {
    assertThat(ProductsChoice.best()).isSameAs(ProductsChoice.best());
  }

  @Test
  void findsTheModuleOfTheVectorApiInThisProcess() {
    assertThat(VectorModule.problem()).isEmpty();
  }
}
