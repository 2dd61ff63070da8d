package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What RecBole is told that columns of written atomic files are: a text with spaces may be one
 * token to it, or a list of them, or a vector.
 *
 * @param chosen RecBole's types by the names of the columns; others have their own
 */
public record AtomicTypes(Map<String, String> chosen) {
  /** Every column has its own type. */
  public static final AtomicTypes OWN = new AtomicTypes(Map.of());

  /**
   * Reads choices.
   *
   * @param choices each NAME=TYPE
   * @throws InputException if one is none, or the type is none of RecBole's
   */
  public static AtomicTypes parse(List<String> choices) throws InputException {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String choice : choices) {
      int sign = choice.lastIndexOf('=');
      String type = choice.substring(sign + 1).strip();
      if (sign < 1 || !AtomicHeader.TYPES.contains(type)) {
        throw new InputException(
            "'%s' is no type of a column, expected NAME=TYPE, where TYPE is one of %s"
                .formatted(choice, String.join(", ", AtomicHeader.TYPES)));
      }
      chosen.put(choice.substring(0, sign).strip(), type);
    }
    return new AtomicTypes(chosen);
  }

  /** Complains of a chosen column that there is not. */
  public void requireAmong(Collection<String> columns) throws InputException {
    for (String name : chosen.keySet()) {
      if (!columns.contains(name)) {
        throw new InputException(
            "there is no column '%s' to write as %s (found: %s)"
                .formatted(name, chosen.get(name), String.join(", ", columns)));
      }
    }
  }

  String of(String column, String own) {
    return chosen.getOrDefault(column, own);
  }

  /**
   * Complains of a value that its chosen type cannot be.
   *
   * @param place the file
   * @param owner what has the value
   */
  void requireFits(String column, String value, Path place, String owner) throws InputException {
    String type = chosen.getOrDefault(column, "token");
    if (type.startsWith("token") || value.isBlank()) {
      return;
    }
    String stripped = value.strip();
    String[] numbers = type.endsWith("_seq") ? stripped.split("\\s+") : new String[] {stripped};
    if (!Arrays.stream(numbers).allMatch(VectorValues.NUMBER.asMatchPredicate())) {
      throw new InputException(
          "%s: '%s' of %s in the column '%s' is no %s. Write it as %s=token%s"
              .formatted(
                  place,
                  value,
                  owner,
                  column,
                  type.equals("float") ? "number" : "vector",
                  column,
                  type.substring("float".length())));
    }
  }
}
