package clickahead.prepare;

import clickahead.data.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a recipe says about its raw files, as options of a preparation. */
final class RecipeReading {
  private static final Set<String> KEYS =
      Set.of(
          "header",
          "names",
          "delimiter",
          "session",
          "item",
          "time",
          "order",
          "unit",
          "time_format",
          "item_columns",
          "keep",
          "missing_item",
          "file_order");

  private RecipeReading() {}

  /** Sets the options that the recipe speaks of. */
  static void apply(Recipe recipe, PreparationOptionsBuilder options) throws InputException {
    Map<String, String> reading = recipe.reading();
    if (!KEYS.containsAll(reading.keySet())) {
      throw new IllegalArgumentException(recipe.name() + ": unknown key in " + reading.keySet());
    }
    options
        .header(!"no".equals(reading.get("header")))
        .columnNames(list(reading, "names"))
        .delimiter(reading.getOrDefault("delimiter", ""))
        .sessionColumn(reading.getOrDefault("session", ""))
        .itemColumn(reading.getOrDefault("item", ""))
        .timeColumns(list(reading, "time"))
        .orderColumn(reading.getOrDefault("order", ""))
        .timeUnit(unit(reading.get("unit")))
        // a space would end the value
        .timeFormat(reading.getOrDefault("time_format", "").replace('_', ' '))
        .itemColumns(list(reading, "item_columns"))
        .fileOrder(
            FileOrder.valueOf(reading.getOrDefault("file_order", "name").toUpperCase(Locale.ROOT)));
  }

  private static List<String> list(Map<String, String> reading, String key) {
    String value = reading.get(key);
    return value == null ? List.of() : Arrays.asList(value.split(",", -1));
  }

  private static TimeUnit unit(String symbol) {
    return switch (symbol) {
      case null -> TimeUnit.AUTO;
      case "s" -> TimeUnit.SECONDS;
      case "ms" -> TimeUnit.MILLISECONDS;
      default -> throw new IllegalArgumentException("no unit: " + symbol);
    };
  }

  /** Columns of the raw files that the statements use, under their own names. */
  static List<String> kept(PreparationOptions options) {
    return options
        .recipe()
        .map(recipe -> list(recipe.reading(), "keep"))
        .or(() -> options.atomic().map(a -> List.copyOf(a.valuesOf("inter").keySet())))
        .orElse(List.of());
  }

  /** What stands for a missing item id; empty where such a row is a bad one. */
  static String missingItem(PreparationOptions options) {
    return options
        .recipe()
        .map(recipe -> recipe.reading().getOrDefault("missing_item", ""))
        .orElse("");
  }
}
