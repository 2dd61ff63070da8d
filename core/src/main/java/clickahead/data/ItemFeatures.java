package clickahead.data;

import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of items besides their columns of text.
 *
 * @param vectors by name
 * @param terms texts as weighted bags, by name
 * @param encodings what columns are to a model that was trained before the catalogue grew, by name
 */
public record ItemFeatures(
    Map<String, ItemVectors> vectors,
    Map<String, ItemTerms> terms,
    Map<String, ColumnEncoding> encodings) {
  private static final String VECTORS = "catalog.vectors.";
  private static final String TERMS = "catalog.terms.";
  private static final String ENCODINGS = "catalog.encodings.";
  private static final String STARTS = ".starts";
  private static final ItemTerms NO_TERMS =
      ItemTerms.of(new int[1], new int[0], new float[0], List.of());

  /** Nothing. */
  public static final ItemFeatures NONE = new ItemFeatures(Map.of(), Map.of());

  /** Vectors and texts. */
  public ItemFeatures(Map<String, ItemVectors> vectors, Map<String, ItemTerms> terms) {
    this(vectors, terms, Map.of());
  }

  static ItemFeatures read(Safetensors file, int items) throws IOException {
    Map<String, ItemVectors> vectors = new LinkedHashMap<>();
    Map<String, ItemTerms> terms = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      if (name.startsWith(VECTORS)) {
        vectors.put(name.substring(VECTORS.length()), ItemVectors.read(file, name, items));
      } else if (name.startsWith(TERMS) && name.endsWith(STARTS)) {
        String stem = name.substring(0, name.length() - STARTS.length());
        terms.put(stem.substring(TERMS.length()), ItemTerms.read(file, stem, items));
      }
    }
    Map<String, ColumnEncoding> encodings = new LinkedHashMap<>();
    for (String name : ColumnEncoding.names(file, ENCODINGS)) {
      encodings.put(name, ColumnEncoding.read(file, ENCODINGS + name));
    }
    return new ItemFeatures(vectors, terms, encodings);
  }

  List<TensorSpec> tensors() {
    List<TensorSpec> specs = new ArrayList<>();
    terms.forEach((name, bags) -> specs.addAll(bags.tensors(TERMS + name)));
    vectors.forEach((name, rows) -> specs.add(rows.tensor(VECTORS + name)));
    encodings.forEach((name, known) -> specs.addAll(known.tensors(ENCODINGS + name)));
    return specs;
  }

  void write(SafetensorsWriter writer) throws IOException {
    for (Map.Entry<String, ItemTerms> bags : terms.entrySet()) {
      bags.getValue().write(writer, TERMS + bags.getKey());
    }
    for (Map.Entry<String, ItemVectors> rows : vectors.entrySet()) {
      rows.getValue().write(writer, VECTORS + rows.getKey());
    }
    for (Map.Entry<String, ColumnEncoding> known : encodings.entrySet()) {
      known.getValue().write(writer, ENCODINGS + known.getKey());
    }
  }

  /** Are there neither vectors nor texts? */
  public boolean isEmpty() {
    return vectors.isEmpty() && terms.isEmpty();
  }

  /** The same with what columns are to a model. */
  public ItemFeatures encoded(Map<String, ColumnEncoding> known) {
    return new ItemFeatures(vectors, terms, known);
  }

  /** Those of some names. */
  public ItemFeatures only(Collection<String> names) {
    Map<String, ItemVectors> someVectors = new LinkedHashMap<>(vectors);
    Map<String, ItemTerms> someTerms = new LinkedHashMap<>(terms);
    Map<String, ColumnEncoding> someEncodings = new LinkedHashMap<>(encodings);
    someVectors.keySet().retainAll(names);
    someTerms.keySet().retainAll(names);
    someEncodings.keySet().retainAll(names);
    return new ItemFeatures(someVectors, someTerms, someEncodings);
  }

  ItemFeatures first(int n) {
    Map<String, ItemVectors> headVectors = new LinkedHashMap<>();
    Map<String, ItemTerms> headTerms = new LinkedHashMap<>();
    vectors.forEach((name, rows) -> headVectors.put(name, rows.first(n)));
    terms.forEach((name, bags) -> headTerms.put(name, bags.first(n)));
    return new ItemFeatures(headVectors, headTerms, encodings);
  }

  /**
   * Vectors and texts of a grown catalogue; where both have a feature, the newer one counts.
   *
   * @param old for each item of the grown catalogue its index here, -1 where it has none
   * @param now the same in the newer catalogue
   */
  ItemFeatures extendedBy(ItemFeatures newer, int[] old, int[] now) {
    Map<String, ItemVectors> grownVectors = new LinkedHashMap<>();
    Map<String, ItemTerms> grownTerms = new LinkedHashMap<>();
    vectors.forEach(
        (name, rows) -> {
          ItemVectors other = newer.vectors.getOrDefault(name, none(rows));
          requireSameLength(name, rows, other);
          grownVectors.put(name, rows.extendedBy(other, old, kept(now, other.items())));
        });
    terms.forEach(
        (name, bags) -> {
          ItemTerms other = newer.terms.getOrDefault(name, NO_TERMS);
          grownTerms.put(name, bags.extendedBy(other, old, kept(now, other.items())));
        });
    newer.vectors.forEach(
        (name, rows) ->
            grownVectors.computeIfAbsent(
                name, n -> none(rows).extendedBy(rows, kept(old, 0), now)));
    newer.terms.forEach(
        (name, bags) ->
            grownTerms.computeIfAbsent(name, n -> NO_TERMS.extendedBy(bags, kept(old, 0), now)));
    return new ItemFeatures(grownVectors, grownTerms);
  }

  private static void requireSameLength(String name, ItemVectors before, ItemVectors now) {
    if (before.dimensions() != now.dimensions()) {
      throw new IllegalArgumentException(
          ("the new vectors '%s' have %d numbers, those before %d. Prepare the new log with vectors"
                  + " that were made as those before")
              .formatted(name, now.dimensions(), before.dimensions()));
    }
  }

  private static ItemVectors none(ItemVectors like) {
    return like.first(0);
  }

  /** The indices, or none at all where nothing is known of any item. */
  private static int[] kept(int[] indices, int items) {
    int[] kept = indices.clone();
    if (items == 0) {
      Arrays.fill(kept, -1);
    }
    return kept;
  }
}
