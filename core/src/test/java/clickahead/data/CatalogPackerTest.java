package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogPackerTest {

  @Test
  void packsWhatItIsGivenOneByOne() {
    Catalog.Packer packer = Catalog.packer(List.of("colour", "price"));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      ids.add("夏" + "x".repeat(i % 5) + i);
      packer.add(ids.get(i), List.of(i % 2 == 0 ? "" : "red", Integer.toString(i)));
    }
    Catalog catalog = packer.pack();
    assertThat(catalog.size()).isEqualTo(3_000);
    assertThat(catalog.columns()).containsExactly("colour", "price");
    for (int i = 0; i < 3_000; i++) {
      assertThat(catalog.id(i)).isEqualTo(ids.get(i));
      assertThat(catalog.index(ids.get(i))).isEqualTo(i);
      assertThat(catalog.value(i, "colour")).isEqualTo(i % 2 == 0 ? "" : "red");
      assertThat(catalog.value(i, "price")).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void packsNothing() {
    assertThat(Catalog.packer(List.of()).pack().size()).isZero();
    assertThat(Catalog.of(List.of(), Map.of()).index("a")).isEqualTo(-1);
  }

  @Test
  void refusesAnItemWithTooFewValues() {
    assertThatThrownBy(() -> Catalog.packer(List.of("colour")).add("a", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("item 'a' has 0 values, the catalogue has 1 columns");
  }
}
