package clickahead.graph.sequence;

import clickahead.GoldenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The item features of a golden file, with RecBole's own numbers of values: 0 stands for none. */
final class RecboleFeatures {
  private RecboleFeatures() {}

  static Map<String, FeatureColumn> columns(GoldenFile golden) throws IOException {
    Map<String, FeatureColumn> columns = new LinkedHashMap<>();
    for (var name : golden.parameters().get("selected_features")) {
      String mode = golden.parameters().get("pooling_mode").asString().toUpperCase(Locale.ROOT);
      columns.put(name.asString(), column(golden, name.asString(), Pooling.valueOf(mode)));
    }
    return columns;
  }

  private static FeatureColumn column(GoldenFile golden, String name, Pooling pooling)
      throws IOException {
    int items = golden.parameters().get("n_items_with_padding").asInt();
    String tensor = "item_feature." + name;
    int[] starts = new int[items + 1];
    if (name.equals("price")) {
      double[] pairs = golden.doubles(tensor);
      int[] values = new int[items];
      double[] weights = new double[items];
      for (int i = 0; i < items; i++) {
        weights[i] = pairs[2 * i];
        values[i] = (int) pairs[2 * i + 1];
        starts[i + 1] = i + 1;
      }
      return new FeatureColumn(2, starts, values, weights, Pooling.SUM);
    }
    int[] all = golden.integers(tensor);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      for (int k = 0; k < all.length / items; k++) {
        int value = all[i * (all.length / items) + k];
        if (value != 0) {
          values.add(value);
        }
      }
      if (pooling == Pooling.MAX && values.size() == starts[i]) {
        // RecBole's maximum over no values is its row 0 less 1e9; ours would be zeros.
        values.add(0);
      }
      starts[i + 1] = values.size();
    }
    int size = golden.dimension("initial." + table("features." + name, golden), 0);
    int[] known = values.stream().mapToInt(v -> v).toArray();
    return new FeatureColumn(size, starts, known, null, pooling);
  }

  /** What a row of a table is before the first step. */
  static double initial(String table, int row, double golden, GoldenFile file) {
    boolean none = table.equals("features.class") && row == 0;
    return none && file.parameters().get("pooling_mode").asString().equals("max")
        ? golden - 1e9
        : golden;
  }

  /** RecBole's name of a table of ours. */
  static String table(String ours, GoldenFile golden) {
    String layer = "feature_embed_layer.";
    return switch (ours) {
      case "items" -> "item_embedding.weight";
      case "features.class" -> layer + "token_seq_embedding_table.item.0.weight";
      case "features.kind" -> layer + "token_embedding_table.item.embedding.weight";
      case "features.price" -> layer + "float_embedding_table.item.embedding.weight";
      default -> throw new IllegalArgumentException(ours + " in " + golden);
    };
  }
}
