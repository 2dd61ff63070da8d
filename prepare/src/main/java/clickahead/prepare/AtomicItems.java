package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.prepare.LoadedLog.LoadedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what an atomic file says about items. */
final class AtomicItems {
  private final Database database;
  private final PreparationOptions options;

  AtomicItems(Database database, PreparationOptions options) {
    this.database = database;
    this.options = options;
  }

  /**
   * Reads the file into the table {@code atomic_item}: id, c0, c1, ...
   *
   * @return the names of the columns c0, c1, ...
   */
  List<String> read(Path path, List<String> notes) throws SQLException, IOException {
    DelimitedFile file = DelimitedFile.open(database, path, options.layout());
    ColumnRoles roles = ColumnRoles.ofItems(file, options.columns());
    AtomicValues values = new AtomicValues(path, options);
    StringBuilder columns = new StringBuilder("id VARCHAR");
    StringBuilder select = new StringBuilder(file.text(roles.item()));
    List<String> texts = new ArrayList<>(List.of("id"));
    for (String column : roles.itemColumns()) {
      String name = "c" + (texts.size() - 1);
      texts.add(name);
      columns.append(", ").append(name).append(" VARCHAR");
      select.append(", ").append(values.text(file, column));
    }
    database.run("CREATE TABLE atomic_item (" + columns + ")");
    try {
      LoadedFile loaded =
          new Rejects(database)
              .read(
                  file,
                  "atomic_item",
                  texts,
                  from ->
                      database.run("INSERT INTO atomic_item SELECT " + select + " FROM " + from));
      check(path, loaded, notes);
    } catch (SQLException e) {
      throw InputFiles.unreadable(path, e);
    }
    return roles.itemColumns();
  }

  private void check(Path path, LoadedFile loaded, List<String> notes)
      throws InputException, SQLException {
    long unread = loaded.unread();
    long rows = loaded.rows() + unread;
    if (unread > 0) {
      String found =
          String.format(Locale.ROOT, "%s: %,d of %,d rows cannot be read", path, unread, rows);
      if (unread > options.maxBad() * rows) {
        throw new InputException(
            found + ". Mend the file, check --delimiter, or allow more with --max-bad");
      }
      notes.add(found);
    }
    long missing =
        database.number(
            "SELECT count(*) FROM item WHERE id NOT IN"
                + " (SELECT id FROM atomic_item WHERE id IS NOT NULL)");
    if (missing > 0) {
      notes.add(
          String.format(Locale.ROOT, "%s: %,d items of the log are not in it", path, missing));
    }
  }
}
