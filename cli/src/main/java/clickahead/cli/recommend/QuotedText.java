package clickahead.cli.recommend;

import clickahead.data.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A text in which values may stand in double quotes behind an equals sign, {@code tags="red, new"},
 * so that they may have whatever else separates; a quote within is written twice.
 */
final class QuotedText {
  private static final char QUOTE = '"';

  private QuotedText() {}

  /**
   * The pieces between separators that are not quoted, with their quotes.
   *
   * @throws InputException if a quote is not closed
   */
  static List<String> split(String text, IntPredicate separates) throws InputException {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE && (quoted || (i > 0 && text.charAt(i - 1) == '='))) {
        quoted = !quoted;
        if (!quoted && i + 1 < text.length() && text.charAt(i + 1) == QUOTE) {
          quoted = true;
          i++;
        }
      } else if (!quoted && separates.test(c)) {
        pieces.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (quoted) {
      throw new InputException(
          "'" + text + "': a quote is not closed; write a quote within quotes twice");
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  /** A value without the quotes that it stands in. */
  static String value(String text) {
    String value = text.strip();
    boolean quoted = value.length() > 1 && value.charAt(0) == QUOTE && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replace("\"\"", "\"") : value;
  }
}
