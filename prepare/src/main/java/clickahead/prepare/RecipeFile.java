package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.prepare.RecipeStatement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a recipe's SQL file. Its head is a comment for people; the lines after that which begin
 * with {@code -- @} say how files are read, name a parameter, or what becomes of the statement that
 * follows, up to its semicolon:
 *
 * <pre>
 * -- @read header=no names=SessionId,Time,ItemId
 * -- @parameter min_item_support = 5: items with fewer events are removed
 * -- @event NAME: REASON     the result takes the place of the events
 * -- @repeat NAME: REASON    the same, again and again until nothing changes
 * -- @table NAME             a table that later statements use
 * -- @part NAME              train, valid, train_full or test
 * </pre>
 */
final class RecipeFile {
  private static final String MARK = "-- @";
  private final String name;
  private final List<String> description = new ArrayList<>();
  private final Map<String, String> reading = new LinkedHashMap<>();
  private final Map<String, RecipeParameter> parameters = new LinkedHashMap<>();
  private final List<RecipeStatement> statements = new ArrayList<>();
  private Kind kind;
  private String heading = "";
  private final StringBuilder sql = new StringBuilder();

  private RecipeFile(String name) {
    this.name = name;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the file is not as it should be
   */
  static Recipe parse(String name, String text) {
    RecipeFile file = new RecipeFile(name);
    boolean head = true;
    for (String line : text.lines().toList()) {
      head &= line.startsWith("--") && !line.startsWith(MARK);
      if (head) {
        file.description.add(line.substring(2).stripTrailing().replaceFirst("^ ", ""));
      } else if (line.startsWith(MARK)) {
        file.directive(line.substring(MARK.length()));
      } else if (!line.startsWith("--")) {
        file.sql(line);
      }
    }
    return file.recipe();
  }

  private void directive(String line) {
    int space = line.indexOf(' ');
    String word = line.substring(0, space);
    String rest = line.substring(space + 1);
    switch (word) {
      case "read" -> {
        for (String pair : rest.split(" ", -1)) {
          int equals = pair.indexOf('=');
          reading.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      case "parameter" -> parameter(rest);
      default -> {
        kind = Kind.valueOf(word.toUpperCase(Locale.ROOT));
        heading = rest;
      }
    }
  }

  private void parameter(String text) {
    int equals = text.indexOf(" = ");
    int meaning = text.indexOf(": ", equals);
    String parameter = text.substring(0, equals);
    try {
      parameters.put(
          parameter,
          RecipeParameter.of(
              parameter, text.substring(equals + 3, meaning), text.substring(meaning + 2)));
    } catch (InputException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private void sql(String line) {
    if (kind == null) {
      if (!line.isBlank()) {
        throw new IllegalArgumentException(name + ": no heading above: " + line);
      }
      return;
    }
    sql.append(line).append('\n');
    if (line.endsWith(";")) {
      int colon = heading.indexOf(": ");
      sql.setLength(sql.length() - 2);
      statements.add(
          new RecipeStatement(
              kind,
              colon < 0 ? heading : heading.substring(0, colon),
              colon < 0 ? "" : heading.substring(colon + 2),
              sql.toString()));
      sql.setLength(0);
      kind = null;
    }
  }

  private Recipe recipe() {
    if (kind != null) {
      throw new IllegalArgumentException(name + ": no semicolon ends '" + heading + "'");
    }
    int end = description.indexOf("");
    String title = String.join(" ", description.subList(0, end)).replaceAll(" +", " ");
    List<String> rest = new ArrayList<>(description.subList(end + 1, description.size()));
    while (!rest.isEmpty() && rest.getLast().isEmpty()) {
      rest.removeLast();
    }
    return new Recipe(name, title, rest, reading, parameters, statements);
  }
}
