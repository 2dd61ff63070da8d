package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What models may look at besides the items clicked and their columns.
 *
 * @param texts item columns that are texts, to be turned to weighted terms
 * @param textMinItems terms in fewer items of the training part than this are left out
 * @param vectors files with a vector for each item, by the name that the feature gets
 */
public record Features(List<String> texts, int textMinItems, Map<String, Path> vectors) {
  /** None. */
  public static final Features NONE = new Features(List.of(), 2, Map.of());

  /** Takes copies. */
  public Features {
    texts = List.copyOf(texts);
    vectors = new LinkedHashMap<>(vectors);
  }

  void check() throws InputException {
    if (textMinItems < 1) {
      throw new InputException("--text-min-items is " + textMinItems + ", it must be at least 1");
    }
    for (String name : vectors.keySet()) {
      if (name.isBlank() || name.matches(".*[/,:].*")) {
        throw new InputException(
            "--item-vectors: '"
                + name
                + "' cannot be the name of a feature; write NAME=FILE, without / , : in the name");
      }
    }
  }

  /** The item columns that are asked for, and the texts. */
  List<String> andTexts(List<String> itemColumns) {
    if (itemColumns.equals(List.of(Columns.ALL))) {
      return itemColumns;
    }
    return Stream.concat(itemColumns.stream(), texts.stream()).distinct().toList();
  }

  /** All under their names in snake case, for the record of a data set. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text_columns", texts);
    map.put("text_min_items", textMinItems);
    Map<String, String> files = new LinkedHashMap<>();
    vectors.forEach((name, file) -> files.put(name, file.toString()));
    map.put("item_vectors", files);
    return map;
  }
}
