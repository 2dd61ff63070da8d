package clickahead.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of another model, or none.
 *
 * @param text the file as it was written; empty for none
 */
public record ModelPath(String text) {
  private static final String NONE = "none";

  /** Reads a file's name, or {@code none}. */
  public static ModelPath parse(String text) {
    String written = text.strip();
    return new ModelPath(written.equals(NONE) ? "" : written);
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "the file of a model, or none";
  }

  /** Is there one? */
  public boolean isGiven() {
    return !text.isEmpty();
  }

  /** The file. */
  public Optional<Path> file() {
    return isGiven() ? Optional.of(Path.of(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return isGiven() ? text : NONE;
  }
}
