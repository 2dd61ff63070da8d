package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.Catalog;
import clickahead.data.ItemVectors;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the columns of a catalogue. */
class CatalogFeaturesTest {
  private static final Catalog CATALOG =
      Catalog.of(
          List.of("a", "b", "c", "d", "e"),
          Map.of(
              "kind", List.of("x", "", "y", "x", "z"),
              "tags", List.of("s t", "t", "", " u  s ", "t"),
              "price", List.of("10", "20", "", "20", "70"),
              "vector", List.of("1 2.5", "", "-3 4", "0 0", "1e1 2")));

  private static FeatureColumn column(String selected) {
    SelectedFeatures features = SelectedFeatures.parse(selected);
    return new CatalogFeatures(CATALOG).column(features.features().getFirst(), Pooling.MEAN);
  }

  @Test
  void tokensAreNumberedInTheOrderOfTheItems() {
    FeatureColumn kind = column("kind");
    assertThat(kind.size()).isEqualTo(3);
    assertThat(kind.starts()).containsExactly(0, 1, 1, 2, 3, 4);
    assertThat(kind.values()).containsExactly(0, 1, 0, 2);
    FeatureColumn tags = column("tags:token_seq");
    assertThat(tags.starts()).containsExactly(0, 2, 3, 3, 5, 6);
    assertThat(tags.values()).containsExactly(0, 1, 1, 2, 0, 1);
    assertThat(tags.pooling()).isEqualTo(Pooling.MEAN);
  }

  @Test
  void numbersAreTakenAsTheyAreOrNormalized() {
    assertThat(column("price:float").weights()).containsExactly(10, 20, 20, 70);
    assertThat(column("price:float").starts()).containsExactly(0, 1, 2, 2, 3, 4);
    // Mean 30, deviation sqrt((400 + 100 + 100 + 1600) / 4).
    double deviation = Math.sqrt(550);
    assertThat(column("price:normalized").weights())
        .containsExactly(
            new double[] {-20 / deviation, -10 / deviation, -10 / deviation, 40 / deviation},
            within(1e-12));
  }

  @Test
  void bucketsHoldAboutAsManyItemsAndEqualNumbersShareOne() {
    FeatureColumn two = column("price:bucketed:2");
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.values()).containsExactly(0, 1, 1, 1);
    FeatureColumn usual = column("price:bucketed");
    assertThat(usual.size()).isEqualTo(3);
    assertThat(usual.values()).containsExactly(0, 1, 1, 2);
    assertThat(usual.starts()).containsExactly(0, 1, 2, 2, 3, 4);
    Buckets buckets = Buckets.of(new double[] {8, 1, 2, 3, 4, 5, 6, 7}, 4);
    assertThat(buckets.edges()).containsExactly(3, 5, 7);
    assertThat(List.of(buckets.of(-9), buckets.of(2.9), buckets.of(3), buckets.of(6.5)))
        .containsExactly(0, 0, 1, 2);
    assertThat(buckets.of(100)).isEqualTo(3);
    assertThat(Buckets.of(new double[] {4, 4, 4}, 5).size()).isEqualTo(1);
    assertThat(Buckets.of(new double[0], 5).size()).isEqualTo(1);
  }

  @Test
  void aColumnOfNumbersIsAVector() {
    SelectedFeatures features = SelectedFeatures.parse("vector:vector:7");
    ItemVectors vectors = new CatalogFeatures(CATALOG).vectors(features.features().getFirst());
    assertThat(vectors.dimensions()).isEqualTo(2);
    assertThat(vectors.get(0, 1)).isEqualTo(2.5f);
    assertThat(vectors.get(1, 1)).isZero();
    assertThat(vectors.get(4, 0)).isEqualTo(10);
  }

  @Test
  void whatIsMissingIsNamedWithWhatThereIs() {
    assertThatThrownBy(() -> column("colour"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the catalogue: no item column 'colour', which selected_features asks for (found: ")
        .hasMessageContaining("price")
        .hasMessageEndingWith("Prepare the log with that column, or select others");
    assertThatThrownBy(() -> column("title:tfidf"))
        .hasMessageContaining("no text turned to tf-idf 'title'")
        .hasMessageContaining("(found: none)")
        .hasMessageContaining("--text-columns");
    assertThatThrownBy(
            () ->
                new CatalogFeatures(CATALOG)
                    .vectors(SelectedFeatures.parse("image:vector").features().getFirst()))
        .hasMessageContaining("no vectors 'image'")
        .hasMessageContaining("--item-vectors");
    assertThatThrownBy(() -> column("kind:float"))
        .hasMessage(
            "the catalogue: item 'a' has 'x' in the column 'kind', which is no number. Select it as"
                + " kind:token");
  }

  @Test
  void selectionsAreReadAndWritten() {
    String all = "class:token_seq/price:bucketed:20/image:vector:64/title:tfidf/weight:normalized";
    assertThat(SelectedFeatures.parse(all)).hasToString(all);
    assertThat(SelectedFeatures.parse("price:bucketed/image:vector, kind"))
        .hasToString("price:bucketed/image:vector/kind:token");
    assertThat(SelectedFeatures.parse("a:b:float").features().getFirst().column()).isEqualTo("a:b");
    for (String wrong : List.of("", "a//b", "a:wrong", "a/a:float", "a:bucketed:1", "a:float:3")) {
      assertThatThrownBy(() -> SelectedFeatures.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
