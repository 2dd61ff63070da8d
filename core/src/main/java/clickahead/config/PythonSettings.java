package clickahead.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a parameter file of the official GRU4Rec, a Python file that assigns {@code gru4rec_params
 * = OrderedDict([('loss', 'bpr-max'), ('layers', [100]), ...])}, as data: nothing is executed, and
 * anything but that assignment, imports and comments is refused. A dictionary, {@code {...}} or
 * {@code dict(...)} of either, may stand for the ordered one.
 */
public final class PythonSettings {
  private static final String VARIABLE = "gru4rec_params";

  private final PythonTokens tokens;
  private final Path file;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private PythonSettings(Path file, PythonTokens tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * Reads a file. Which parameters exist is checked where they are used.
   *
   * @return the settings in the file's order, each with file and line as its source; lists are
   *     separated by /
   * @throws InvalidSettingException if anything else stands in the file; with its line
   * @throws IOException if it cannot be read
   */
  public static List<Setting> read(Path file) throws IOException {
    return new PythonSettings(file, new PythonTokens(file, Files.readString(file))).settings();
  }

  private List<Setting> settings() {
    boolean assigned = false;
    while (!tokens.atEnd()) {
      if (tokens.is("from") || tokens.is("import")) {
        tokens.skipLine();
      } else if (!assigned && tokens.is(VARIABLE)) {
        tokens.take(VARIABLE);
        tokens.take("=");
        dictionary();
        assigned = true;
      } else {
        throw tokens.error(
            assigned
                ? "expected the end of the file behind the parameters, found " + tokens.found()
                : "expected " + expected() + ", found " + tokens.found());
      }
    }
    if (!assigned) {
      throw tokens.error("the file ends without " + expected());
    }
    return List.copyOf(settings.values());
  }

  private static String expected() {
    return VARIABLE + " = OrderedDict([('loss', 'cross-entropy'), ...])";
  }

  private void dictionary() {
    if (tokens.is("{")) {
      entries();
      return;
    }
    if (tokens.is("collections")) {
      tokens.take("collections");
      tokens.take(".");
    }
    if (!tokens.is("OrderedDict") && !tokens.is("dict")) {
      throw tokens.error("expected OrderedDict([...]), found " + tokens.found());
    }
    tokens.take(tokens.text());
    tokens.take("(");
    if (tokens.is("[") || tokens.is("(")) {
      pairs();
    } else if (tokens.is("{")) {
      entries();
    } else if (!tokens.is(")")) {
      throw tokens.error("expected a list of pairs ('name', value), found " + tokens.found());
    }
    tokens.skip(",");
    tokens.take(")");
  }

  /** {@code [('name', value), ...]}; a list may be a tuple, and a pair a list. */
  private void pairs() {
    String close = open();
    while (!tokens.is(close)) {
      if (!tokens.is("[") && !tokens.is("(")) {
        throw tokens.error("expected a pair ('name', value), found " + tokens.found());
      }
      String pairClose = open();
      entry(",");
      tokens.skip(",");
      tokens.take(pairClose);
      if (!tokens.skip(",") && !tokens.is(close)) {
        throw tokens.error(
            "expected , or %s behind a pair, found %s".formatted(close, tokens.found()));
      }
    }
    tokens.take(close);
  }

  /** Takes [ or (, and says what closes it. */
  private String open() {
    String close = tokens.is("[") ? "]" : ")";
    tokens.take(tokens.text());
    return close;
  }

  /** <code>{'name': value, ...}</code>. */
  private void entries() {
    tokens.take("{");
    while (!tokens.is("}")) {
      entry(":");
      if (!tokens.skip(",") && !tokens.is("}")) {
        throw tokens.error("expected , or } behind a value, found " + tokens.found());
      }
    }
    tokens.take("}");
  }

  private void entry(String separator) {
    String source = file + ":" + tokens.line();
    if (!tokens.isString()) {
      throw tokens.error("expected a parameter's name in quotes, found " + tokens.found());
    }
    String name = tokens.value();
    tokens.take(separator);
    Setting before = settings.get(name);
    if (before != null) {
      throw new InvalidSettingException(
          "%s: '%s' stands already in %s; keep one of them"
              .formatted(source, name, before.source()));
    }
    settings.put(name, new Setting(name, value(), source));
  }

  private String value() {
    if (!tokens.is("[") && !tokens.is("(")) {
      return tokens.value();
    }
    String close = open();
    List<String> elements = new ArrayList<>();
    while (!tokens.is(close)) {
      elements.add(tokens.value());
      if (!tokens.skip(",") && !tokens.is(close)) {
        throw tokens.error("expected , or %s in a list, found %s".formatted(close, tokens.found()));
      }
    }
    tokens.take(close);
    return String.join("/", elements);
  }
}
