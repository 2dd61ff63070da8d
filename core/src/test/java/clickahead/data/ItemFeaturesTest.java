package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemFeaturesTest {
  @TempDir Path folder;

  private static Catalog catalog(List<String> ids, float first, List<String> words) {
    float[][] vectors = new float[ids.size()][];
    int[] starts = new int[ids.size() + 1];
    int[] terms = new int[ids.size()];
    float[] weights = new float[ids.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = new float[] {first + i, -i};
      starts[i + 1] = i + 1;
      terms[i] = i % words.size();
      weights[i] = first + i;
    }
    return Catalog.of(ids, Map.of())
        .with(
            new ItemFeatures(
                Map.of("image", ItemVectors.of(vectors)),
                Map.of("title", ItemTerms.of(starts, terms, weights, words))));
  }

  private static List<String> described(Catalog catalog) {
    List<String> items = new ArrayList<>();
    ItemVectors vectors = catalog.features().vectors().get("image");
    ItemTerms terms = catalog.features().terms().get("title");
    for (int i = 0; i < catalog.size(); i++) {
      StringBuilder item = new StringBuilder(catalog.id(i));
      item.append(' ').append(vectors.get(i, 0)).append(' ').append(vectors.get(i, 1));
      for (int t = terms.start(i); t < terms.start(i + 1); t++) {
        item.append(' ').append(terms.word(terms.term(t))).append('=').append(terms.weight(t));
      }
      items.add(item.toString());
    }
    return items;
  }

  @Test
  void areTheSameInAFile() throws Exception {
    Catalog catalog = catalog(List.of("a", "b", "c"), 1, List.of("x", "y"));
    Path file = folder.resolve("catalog.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), catalog.tensors())) {
      catalog.write(writer);
      writer.commit();
    }
    Catalog read = Catalog.read(Safetensors.open(file));
    assertThat(described(read))
        .containsExactly("a 1.0 0.0 x=1.0", "b 2.0 -1.0 y=2.0", "c 3.0 -2.0 x=3.0");
    assertThat(read.place()).isEqualTo(file.toString());
    assertThat(described(read.first(2))).containsExactly("a 1.0 0.0 x=1.0", "b 2.0 -1.0 y=2.0");
    assertThat(read.features().only(List.of("title")).vectors()).isEmpty();
    assertThat(read.features().only(List.of("title")).terms()).containsOnlyKeys("title");
  }

  @Test
  void ofAGrownCatalogueAreTheNewerOnesAndTermsKeepTheirNumbers() {
    Catalog old = catalog(List.of("a", "b"), 1, List.of("x", "y"));
    Catalog newer = catalog(List.of("c", "b"), 10, List.of("z", "x"));
    Catalog grown = old.extendedBy(newer);
    assertThat(described(grown))
        .containsExactly("a 1.0 0.0 x=1.0", "b 11.0 -1.0 x=11.0", "c 10.0 0.0 z=10.0");
    ItemTerms terms = grown.features().terms().get("title");
    assertThat(List.of(terms.word(0), terms.word(1), terms.word(2))).containsExactly("x", "y", "z");
    Catalog plain = Catalog.of(List.of("c"), Map.of());
    assertThat(described(old.extendedBy(plain)))
        .containsExactly("a 1.0 0.0 x=1.0", "b 2.0 -1.0 y=2.0", "c 0.0 0.0");
    assertThat(described(plain.extendedBy(old)))
        .containsExactly("c 0.0 0.0", "a 1.0 0.0 x=1.0", "b 2.0 -1.0 y=2.0");
  }
}
