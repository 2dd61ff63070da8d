package clickahead.train;

import java.util.Locale;

/**
 * How the rows of items begin that a model did not know.
 *
 * @param way drawn, or the mean of other rows
 * @param column item column of the category; empty for the other ways
 */
public record NewItems(Way way, String column) {
  private static final String CATEGORY = "category:";

  /** What a row begins with. */
  public enum Way {
    /** Drawn, as those of a first training. */
    GLOROT,
    /** The mean of the known items that have the same value in a column. */
    CATEGORY,
    /** The mean of the known items beside it in the new sessions. */
    NEIGHBOURS
  }

  /**
   * Reads {@code glorot}, {@code neighbours} or {@code category:COLUMN}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static NewItems parse(String text) {
    if (text.startsWith(CATEGORY) && text.length() > CATEGORY.length()) {
      return new NewItems(Way.CATEGORY, text.substring(CATEGORY.length()));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "glorot" -> new NewItems(Way.GLOROT, "");
      case "neighbours" -> new NewItems(Way.NEIGHBOURS, "");
      default ->
          throw new IllegalArgumentException(
              "new items '" + text + "': must be glorot, neighbours or category:COLUMN");
    };
  }

  @Override
  public String toString() {
    return way == Way.CATEGORY ? CATEGORY + column : way.name().toLowerCase(Locale.ROOT);
  }
}
