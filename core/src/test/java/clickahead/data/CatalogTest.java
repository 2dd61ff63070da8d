package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  @TempDir Path folder;

  private static Catalog small() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("price", List.of("28", "", "33.5", "7"));
    columns.put("Farbe.bytes", List.of("grün", "blå", "", "紅"));
    return Catalog.of(List.of("A13", "größe", "商品-7", ""), columns);
  }

  private Catalog throughAFile(Catalog catalog) throws IOException {
    Path file = folder.resolve("catalog.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), catalog.tensors())) {
      catalog.write(writer);
      writer.commit();
    }
    return Catalog.read(Safetensors.open(file));
  }

  private static void assertSame(Catalog actual, Catalog expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.columns()).isEqualTo(expected.columns());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.id(i)).isEqualTo(expected.id(i));
      assertThat(actual.index(expected.id(i))).isEqualTo(i);
      for (String column : expected.columns()) {
        assertThat(actual.value(i, column)).isEqualTo(expected.value(i, column));
      }
    }
  }

  @Test
  void idsAndColumnsInAnyScriptComeBackFromAFile() throws IOException {
    Catalog catalog = throughAFile(small());
    assertSame(catalog, small());
    assertThat(catalog.id(2)).isEqualTo("商品-7");
    assertThat(catalog.value(1, "Farbe.bytes")).isEqualTo("blå");
    assertThat(catalog.columns()).containsExactly("price", "Farbe.bytes");
  }

  @Test
  void anEmptyCatalogueComesBackFromAFile() throws IOException {
    Catalog catalog = throughAFile(Catalog.of(List.of(), Map.of()));
    assertThat(catalog.size()).isZero();
    assertThat(catalog.index("A13")).isEqualTo(-1);
  }

  @Test
  void anUnknownIdHasNoIndex() {
    assertThat(small().index("A1")).isEqualTo(-1);
    assertThat(small().index("A133")).isEqualTo(-1);
    assertThat(small().index("grosse")).isEqualTo(-1);
  }

  @Test
  void theFirstItemsAreACatalogueThatCanBeWrittenItself() throws IOException {
    Catalog head = small().first(2);
    assertThat(head.size()).isEqualTo(2);
    assertThat(head.index("A13")).isZero();
    assertThat(head.index("商品-7")).isEqualTo(-1);
    assertSame(throughAFile(head), head);
    assertThat(small().first(0).size()).isZero();
  }

  @Test
  void aColumnOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> Catalog.of(List.of("a", "b"), Map.of("price", List.of("1", "2", "3"))))
        .hasMessageContaining("'price' has 3 values")
        .hasMessageContaining("2 items");
  }

  @Test
  void aFileWhoseColumnHasAnotherLengthIsRefused() throws IOException {
    Path file = folder.resolve("uneven.safetensors");
    List<TensorSpec> tensors =
        List.of(
            TensorSpec.of("catalog.ids.offsets", ElementType.I64, 2),
            TensorSpec.of("catalog.ids.bytes", ElementType.U8, 0),
            TensorSpec.of("catalog.column.price.offsets", ElementType.I64, 3),
            TensorSpec.of("catalog.column.price.bytes", ElementType.U8, 0));
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), tensors)) {
      writer.append("catalog.ids.offsets", ByteBuffer.allocate(16));
      writer.append("catalog.column.price.offsets", ByteBuffer.allocate(24));
      writer.commit();
    }
    assertThatThrownBy(() -> Catalog.read(Safetensors.open(file)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'price' has 2 values")
        .hasMessageContaining("1 items");
  }

  @Test
  void aFileWhoseStringsDoNotEndWithTheirBytesIsRefused() throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    List<TensorSpec> tensors =
        List.of(
            TensorSpec.of("catalog.ids.offsets", ElementType.I64, 0),
            TensorSpec.of("catalog.ids.bytes", ElementType.U8, 0));
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), tensors)) {
      writer.commit();
    }
    assertThatThrownBy(() -> Catalog.read(Safetensors.open(file)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'catalog.ids' end at byte -1 of 0");
  }

  @Test
  void anUnknownColumnNamesThoseThereAre() {
    assertThatThrownBy(() -> small().value(0, "colour"))
        .hasMessageContaining("no item column 'colour' (found: [price, Farbe.bytes])");
  }

  @Test
  void eachOfManyIdsIsFoundAndNoOther() {
    int n = 100_000;
    List<String> ids = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      ids.add(i % 2 == 0 ? Integer.toString(i * 7) : "item-" + i);
    }
    Catalog catalog = Catalog.of(ids, Map.of());
    for (int i = 0; i < n; i++) {
      assertThat(catalog.index(ids.get(i))).isEqualTo(i);
    }
    for (int i = 0; i < n; i++) {
      assertThat(catalog.index("x" + i)).isEqualTo(-1);
      assertThat(catalog.index(Integer.toString(14 * i + 1))).isEqualTo(-1);
    }
  }
}
