package clickahead.config;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers, strings and marks of a Python file, one after the other. */
final class PythonTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<word>[A-Za-z_]\\w*)"
              + "|(?<number>[+-]?(?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|(?<string>'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\")"
              + "|(?<mark>.)",
          Pattern.DOTALL);
  private static final Set<String> CONSTANTS = Set.of("True", "False", "None");

  private final Path file;
  private final String source;
  private final Matcher matcher;
  private int at;

  PythonTokens(Path file, String source) {
    this.file = file;
    this.source = source;
    matcher = TOKEN.matcher(source);
    next(0);
  }

  /** Goes to the first token from a place on; spaces, line ends and comments are none. */
  private void next(int from) {
    at = from;
    while (at < source.length() && (isSpace(source.charAt(at)) || source.charAt(at) == '#')) {
      at = source.charAt(at) == '#' ? lineEnd() : at + 1;
    }
    if (!atEnd()) {
      matcher.region(at, source.length()).lookingAt();
    }
  }

  /** A line that ends with a backslash goes on in the next one. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\\' || c == '\uFEFF';
  }

  private int lineEnd() {
    int end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }

  boolean atEnd() {
    return at >= source.length();
  }

  /** The token itself. */
  String text() {
    return atEnd() ? "" : matcher.group();
  }

  /** Is it this word or mark? A string never is. */
  boolean is(String text) {
    return !isString() && text().equals(text);
  }

  boolean isString() {
    return !atEnd() && matcher.group("string") != null;
  }

  /** Takes a token that must be there. */
  void take(String text) {
    if (!is(text)) {
      throw error("expected " + text + ", found " + found());
    }
    next(matcher.end());
  }

  /** Takes a token if it is there. */
  boolean skip(String text) {
    boolean there = is(text);
    if (there) {
      next(matcher.end());
    }
    return there;
  }

  /** Goes to the next line. */
  void skipLine() {
    next(lineEnd());
  }

  /** Takes a string, a number or a constant, as text. */
  String value() {
    String text = text();
    if (isString()) {
      text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    } else if (atEnd() || (matcher.group("number") == null && !CONSTANTS.contains(text))) {
      throw error(
          "expected a string in quotes, a number, True, False, None or a list of these, found "
              + found());
    } else {
      text = text.replace("_", "");
    }
    next(matcher.end());
    return text;
  }

  String found() {
    return atEnd() ? "the end of the file" : text();
  }

  /** The line of the token, from 1. */
  int line() {
    return 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  InvalidSettingException error(String problem) {
    return new InvalidSettingException(
        "%s:%d: %s. The file is read as data, nothing in it is executed"
            .formatted(file, line(), problem));
  }
}
