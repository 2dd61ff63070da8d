package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Text of SQL statements. */
final class Sql {
  private Sql() {}

  /** A quoted identifier. */
  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A quoted string. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A quoted name of a time zone that DuckDB knows. */
  static String zone(ZoneId zone) throws InputException {
    ZoneId normal = zone.normalized();
    if (!(normal instanceof ZoneOffset offset)) {
      return text(zone.getId());
    }
    int seconds = offset.getTotalSeconds();
    if (seconds % 3600 != 0) {
      throw new InputException(
          "--time-zone "
              + zone.getId()
              + " is not a whole number of hours; name the zone instead, such as Asia/Kolkata");
    }
    // these names count westwards
    return text(seconds == 0 ? "UTC" : String.format(Locale.ROOT, "Etc/GMT%+d", -seconds / 3600));
  }

  /** DuckDB's literal of a struct that gives every name the type VARCHAR. */
  static String textColumns(Collection<String> names) {
    return names.stream()
        .map(name -> text(name) + ": 'VARCHAR'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /**
   * A statement of this package's resources.
   *
   * @param statement the resource's name without its extension
   * @param parameters numbers that replace {@code :name} in the text
   */
  static String statement(String statement, Map<String, Long> parameters) {
    return filled(resource(statement), parameters);
  }

  /**
   * A statement with its numbers.
   *
   * @param parameters numbers that replace {@code :name} in the text
   */
  static String filled(String text, Map<String, Long> parameters) {
    String sql = text;
    for (Map.Entry<String, Long> parameter : parameters.entrySet()) {
      sql = sql.replaceAll(":" + parameter.getKey() + "\\b", parameter.getValue().toString());
    }
    return sql;
  }

  /** The text of a resource of this package, named without its extension. */
  static String resource(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("no statement " + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
