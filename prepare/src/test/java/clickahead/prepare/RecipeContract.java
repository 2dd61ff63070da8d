package clickahead.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Small raw files made by hand, and what a recipe makes of them. */
abstract class RecipeContract extends PreparationContract {

  /** Prepares with items of at least two events, rather than the five that a small file lacks. */
  void prepareBy(String recipe, Path... files) throws IOException {
    prepare(options(files).recipe(Recipes.named(recipe).with("min_item_support", "2")));
  }

  /** Milliseconds since 1970. */
  static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  /** A step that took so much. */
  static Step step(String name, String reason, long events, long sessions, long items) {
    return new Step(name, reason, events, sessions, items);
  }
}
