package clickahead.prepare;

/**
 * One statement of a recipe.
 *
 * @param kind what becomes of its result
 * @param name the step, the table or the part
 * @param reason for steps: why events go
 * @param sql a SELECT
 */
public record RecipeStatement(Kind kind, String name, String reason, String sql) {

  /** What becomes of a statement's result. */
  public enum Kind {
    /** It takes the place of the events. */
    EVENT,
    /** It takes the place of the events; again and again until nothing changes. */
    REPEAT,
    /** A table that later statements use. */
    TABLE,
    /** A part of the data set: train, valid, train_full or test. */
    PART
  }
}
