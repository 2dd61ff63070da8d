package clickahead.data;

import java.io.IOException;

/**
 * What the user gave cannot be used: a file, a column, an option. The message says what was found,
 * what was expected and what to do; it is shown as it is, without a stack trace.
 */
public final class InputException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what was found, what was expected, and what to do; with file and line where
   *     there is one
   */
  public InputException(String message) {
    super(message);
  }
}
