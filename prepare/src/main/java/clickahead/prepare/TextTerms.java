package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.ItemTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns an item column of text to terms weighted by tf-idf (Salton and Buckley 1988): how often the
 * term stands in the text, times {@code ln((1 + n) / (1 + df)) + 1}, df of the n items of the
 * training part having it; each text's weights are then divided by their Euclidean norm. Terms are
 * runs of letters and digits, in lower case.
 */
final class TextTerms {
  private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
  private final Catalog catalog;
  private final String column;
  private final List<String> words = new ArrayList<>();
  private final List<Double> idf = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private TextTerms(Catalog catalog, String column) {
    this.catalog = catalog;
    this.column = column;
  }

  /**
   * The terms of all items.
   *
   * @param trained the first so many items are those of the training part, which alone say which
   *     terms there are and how rare they are
   * @param minItems terms in fewer of these items are left out
   */
  static ItemTerms of(Catalog catalog, String column, int trained, int minItems) {
    TextTerms terms = new TextTerms(catalog, column);
    terms.number(trained, minItems);
    return terms.weigh();
  }

  private String[] terms(int item) {
    String text = catalog.value(item, column).toLowerCase(Locale.ROOT);
    return Arrays.stream(GAPS.split(text)).filter(term -> !term.isEmpty()).toArray(String[]::new);
  }

  private void number(int trained, int minItems) {
    Map<String, Integer> having = new LinkedHashMap<>();
    for (int item = 0; item < trained; item++) {
      Arrays.stream(terms(item)).distinct().forEach(term -> having.merge(term, 1, Integer::sum));
    }
    having.forEach(
        (term, items) -> {
          if (items >= minItems) {
            numbers.put(term, words.size());
            words.add(term);
            idf.add(StrictMath.log((1.0 + trained) / (1 + items)) + 1);
          }
        });
  }

  private ItemTerms weigh() {
    int[] starts = new int[catalog.size() + 1];
    int[] terms = new int[16];
    float[] weights = new float[16];
    int size = 0;
    for (int item = 0; item < catalog.size(); item++) {
      TreeMap<Integer, Double> bag = new TreeMap<>();
      for (String term : terms(item)) {
        Integer number = numbers.get(term);
        if (number != null) {
          bag.merge(number, idf.get(number), Double::sum);
        }
      }
      double norm = Math.sqrt(bag.values().stream().mapToDouble(w -> w * w).sum());
      if (size + bag.size() > terms.length) {
        int more = Math.max(2 * terms.length, size + bag.size());
        terms = Arrays.copyOf(terms, more);
        weights = Arrays.copyOf(weights, more);
      }
      for (Map.Entry<Integer, Double> term : bag.entrySet()) {
        terms[size] = term.getKey();
        weights[size++] = (float) (term.getValue() / norm);
      }
      starts[item + 1] = size;
    }
    return ItemTerms.of(starts, Arrays.copyOf(terms, size), Arrays.copyOf(weights, size), words);
  }
}
