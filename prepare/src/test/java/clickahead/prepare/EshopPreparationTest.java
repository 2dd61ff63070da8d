package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bundled log of a shop: its figures were counted independently. */
class EshopPreparationTest extends PreparationContract {
  private static final Path LOG =
      Path.of(
          System.getProperty("clickahead.root"),
          "examples",
          "eshop-2008",
          "e-shop-clothing-2008.csv.gz");

  private PreparationOptionsBuilder eshop() {
    return options(LOG)
        .itemColumn("page 2 (clothing model)")
        .timeColumns(List.of("year", "month", "day"))
        .orderColumn("order")
        .dropRepeats(true)
        .testDays(14)
        .calendarDays(true);
  }

  @Test
  void splitsTheShopsLastTwoWeeksAsItsDescriptionSays() throws Exception {
    prepare(eshop());
    assertThat(report.parts().get("train").events()).isEqualTo(138_204);
    assertThat(report.parts().get("train").sessions()).isEqualTo(16_902);
    assertThat(report.parts().get("test").events()).isEqualTo(14_229);
    assertThat(report.parts().get("test").sessions()).isEqualTo(1_668);
    assertThat(report.log()).isEqualTo(new Counts(165_474, 24_026, 217));
    assertThat(dataset.train().events()).isEqualTo(138_204);
  }

  @Test
  void reportsTheProductWithTwoCategories() throws Exception {
    prepare(eshop().itemColumns(List.of("page 1 (main category)", "colour", "price")));
    assertThat(report.itemColumns())
        .contains(new ItemColumn("page 1 (main category)", true, 1, "A18"));
    assertThat(dataset.catalog().columns())
        .containsExactly("page 1 (main category)", "colour", "price");
    int a18 = dataset.catalog().index("A18");
    assertThat(dataset.catalog().value(a18, "page 1 (main category)")).isEqualTo("1");
  }
}
