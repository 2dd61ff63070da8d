package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes from the events of atomic files what {@link AtomicChoice} says, in RecBole's order. */
final class AtomicCleaning {
  private static final String EVENT = "SELECT s, item, us, ord, position FROM ";
  private static final Set<String> USERS = Set.of("user_id", "userid", "user");

  private final Database database;
  private final PreparationOptions options;
  private final AtomicFiles files;
  private final Cleaning cleaning;

  AtomicCleaning(
      Database database, PreparationOptions options, AtomicFiles files, Cleaning cleaning) {
    this.database = database;
    this.options = options;
    this.files = files;
    this.cleaning = cleaning;
  }

  void clean(AtomicChoice choice) throws SQLException, IOException {
    if (choice.duplicates() != AtomicChoice.Duplicates.ALL) {
      duplicates(choice.duplicates() == AtomicChoice.Duplicates.LAST ? " DESC" : "");
    }
    for (Map.Entry<String, Ranges> column : choice.valuesOf("inter").entrySet()) {
      String value = "TRY_CAST(raw." + Sql.name(column.getKey()) + " AS DOUBLE)";
      cleaning.replace(
          "SELECT s, event.item AS item, event.us AS us, event.ord AS ord, position FROM event"
              + " JOIN raw ON position = raw.rowid WHERE "
              + column.getValue().holds(value),
          "values",
          column.getKey() + " not in " + column.getValue().text());
    }
    known("item", files.items(), choice.items(), choice.valuesOf("item"));
    known("user", files.users(), choice.users(), choice.valuesOf("user"));
    counts(choice);
    cleaning.requireEvents();
  }

  private void duplicates(String direction) throws SQLException {
    cleaning.replace(
        EVENT
            + "(SELECT *, row_number() OVER (PARTITION BY s, item ORDER BY us%1$s, ord%1$s, position%1$s) AS copy FROM event) WHERE copy = 1"
                .formatted(direction),
        "duplicates",
        "the same user and item once more");
  }

  private void known(String kind, Optional<Path> path, boolean required, Map<String, Ranges> values)
      throws SQLException, IOException {
    if (path.isEmpty() || !required && values.isEmpty()) {
      return;
    }
    DelimitedFile file = DelimitedFile.open(database, path.get(), options.layout());
    String id = kind.equals("item") ? options.columns().item() : options.columns().session();
    String column =
        id.isEmpty()
            ? kind.equals("item") ? ColumnRoles.ofItems(file, options.columns()).item() : user(file)
            : ColumnRoles.named(file, "--" + kind + "-column", id);
    StringBuilder where = new StringBuilder("TRUE");
    for (Map.Entry<String, Ranges> value : values.entrySet()) {
      String number =
          "TRY_CAST("
              + Sql.name(ColumnRoles.named(file, "val_interval", value.getKey()))
              + " AS DOUBLE)";
      where.append(" AND ").append(value.getValue().holds(number));
    }
    String known = "SELECT " + Sql.name(column) + " FROM " + file.relation() + " WHERE " + where;
    String numbers =
        kind.equals("item")
            ? "item IN (SELECT item FROM item WHERE id IN (" + known + "))"
            : "s IN (SELECT s FROM session_key WHERE session IN (" + known + "))";
    cleaning.replace(
        EVENT + "event WHERE " + numbers,
        "unknown " + kind + "s",
        "not in " + path.get().getFileName() + (values.isEmpty() ? "" : ", or its values are not"));
  }

  private static String user(DelimitedFile file) throws InputException {
    return file.columns().stream()
        .filter(name -> USERS.contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    file.where() + ": no user column (found: " + file.columns() + ")"));
  }

  /** Both at once, again and again: with an upper bound the order matters. */
  private void counts(AtomicChoice choice) throws SQLException {
    String where =
        Map.of("s", choice.userEvents(), "item", choice.itemEvents()).entrySet().stream()
            .filter(e -> e.getValue().isPresent())
            .sorted(Map.Entry.comparingByKey(java.util.Comparator.reverseOrder()))
            .map(
                e ->
                    "%1$s IN (SELECT %1$s FROM event GROUP BY %1$s HAVING %2$s)"
                        .formatted(e.getKey(), e.getValue().get().holds("count(*)")))
            .collect(Collectors.joining(" AND "));
    if (!where.isEmpty()) {
      cleaning.repeat(
          EVENT + "event WHERE " + where,
          "users and items",
          "user events in %s, item events in %s"
              .formatted(
                  choice.userEvents().map(Ranges::text).orElse("any"),
                  choice.itemEvents().map(Ranges::text).orElse("any")));
    }
  }
}
