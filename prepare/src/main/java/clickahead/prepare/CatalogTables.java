package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.io.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;

/** Chooses each item's value in each item column, and writes the catalogue. */
final class CatalogTables {
  /** Without being asked, a column is kept if it varies in no more than this share of the items. */
  private static final double VARYING = 0.05;

  private final Database database;
  private final List<ItemColumn> columns = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();

  CatalogTables(Database database, ItemOrder order) throws SQLException {
    this.database = database;
    database.run("CREATE TABLE item_place (item INTEGER, place INTEGER)");
    try (DuckDBAppender appender = database.connection().createAppender("main", "item_place")) {
      for (int i = 0; i < order.size(); i++) {
        appender.beginRow();
        appender.append(order.number(i));
        appender.append(i);
        appender.endRow();
      }
    }
  }

  /**
   * Chooses the values of the columns c0, c1, ... of the log.
   *
   * @param names their names
   * @param asked did the user ask for them, so that all are kept?
   * @param texts those among them that are kept in any case
   */
  void choose(List<String> names, boolean asked, List<String> texts)
      throws SQLException, IOException {
    for (int i = 0; i < names.size(); i++) {
      database.table("item_value", "item_value", Map.of("column", (long) i));
      database.table("item_choice" + i, "item_choice", Map.of());
      String of = " FROM item_choice" + i + " JOIN item_place USING (item)";
      long[] numbers =
          database.numbers(
              "SELECT count(*), count(*) FILTER (clicks > 1), count(*) FILTER (choices > 1)" + of);
      boolean keep =
          texts.contains(names.get(i))
              || (numbers[0] > 0 && (asked || numbers[2] <= VARYING * numbers[1]));
      List<String> example = new ArrayList<>();
      if (keep) {
        kept.add(i);
        database.query(
            "SELECT id" + of + " JOIN item USING (item) WHERE choices > 1 ORDER BY place LIMIT 1",
            row -> example.add(row.getString(1)));
      }
      columns.add(
          new ItemColumn(
              names.get(i), keep, numbers[2], example.isEmpty() ? "" : example.getFirst()));
    }
  }

  /** Takes the values of the columns c0, c1, ... of the table {@code atomic_item}. */
  void take(List<String> names) throws SQLException {
    for (int i = 0; i < names.size(); i++) {
      database.table("item_choice" + i, "atomic_value", Map.of("column", (long) i));
      kept.add(i);
      columns.add(new ItemColumn(names.get(i), true, 0, ""));
    }
  }

  /** Adds to a catalogue. */
  @FunctionalInterface
  interface Addition {
    /** The catalogue with more in it. */
    Catalog addTo(Catalog catalog) throws IOException;
  }

  /** Writes the items in the order of their index. */
  void write(Path file, Addition features) throws SQLException, IOException {
    StringBuilder select = new StringBuilder("SELECT id");
    StringBuilder from = new StringBuilder(" FROM item_place JOIN item USING (item)");
    for (int i : kept) {
      select.append(", coalesce(item_choice").append(i).append(".value, '')");
      from.append(" LEFT JOIN item_choice").append(i).append(" USING (item)");
    }
    Catalog.Packer packer = Catalog.packer(kept.stream().map(i -> columns.get(i).name()).toList());
    database.query(
        select.append(from).append(" ORDER BY place").toString(),
        row -> {
          List<String> values = new ArrayList<>(kept.size());
          for (int i = 0; i < kept.size(); i++) {
            values.add(row.getString(2 + i));
          }
          packer.add(row.getString(1), values);
        });
    Catalog catalog = features.addTo(packer.pack());
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), catalog.tensors())) {
      catalog.write(writer);
      writer.commit();
    }
  }

  List<ItemColumn> columns() {
    return columns;
  }
}
