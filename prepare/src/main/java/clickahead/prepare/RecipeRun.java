package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the statements of a recipe on the table {@code event}, and tells the parts that result. */
final class RecipeRun {
  private final Database database;
  private final Recipe recipe;
  private final Cleaning cleaning;
  private final List<String> made = new ArrayList<>();

  RecipeRun(Database database, Recipe recipe, Cleaning cleaning) {
    this.database = database;
    this.recipe = recipe;
    this.cleaning = cleaning;
  }

  /** Runs them all; afterwards there is a table for each part. */
  void run(LoadedLog loaded, Progress progress) throws SQLException, IOException {
    boolean divided = listFiles(loaded);
    Map<String, Long> numbers = recipe.numbers();
    for (RecipeStatement statement : recipe.statements()) {
      progress.step(recipe.name() + ": " + statement.name());
      String sql = Sql.filled(statement.sql(), numbers);
      String reason = Sql.filled(statement.reason(), numbers);
      switch (statement.kind()) {
        case EVENT -> cleaning.replace(sql, statement.name(), reason);
        case REPEAT -> cleaning.repeat(sql, statement.name(), reason);
        case TABLE -> table(statement.name(), sql);
        case PART -> {
          cleaning.requireEvents();
          table(statement.name(), sql);
          made.add(statement.name());
        }
      }
    }
    if (divided) {
      database.run("INSERT INTO session_key\n" + Sql.statement("session_key_of_file", Map.of()));
    }
    countLost();
    if (loaded.rows() == LoadedLog.Rows.LISTS) {
      continueSessions();
    }
  }

  /** Sessions of valid that go on with those of train are one with them in what both make. */
  private void continueSessions() throws SQLException {
    database.table("continued");
    if (made.contains("valid") && database.number("SELECT count(*) FROM continued") > 0) {
      database.table("train_full", "train_full_of_lists", Map.of());
      made.add("train_full");
    }
  }

  private void table(String name, String sql) throws SQLException {
    database.run("CREATE OR REPLACE TABLE " + name + " AS\n" + sql);
  }

  /**
   * The positions of each file's rows, for statements that ask which file an event came from.
   *
   * @return does any ask?
   */
  private boolean listFiles(LoadedLog loaded) throws SQLException, InputException {
    boolean asks = recipe.statements().stream().anyMatch(s -> s.sql().contains("log_file"));
    if (!asks) {
      return false;
    }
    int files = loaded.files().size();
    if (files < 2 || files > 3) {
      throw new InputException(
          "recipe "
              + recipe.name()
              + " takes two or three files (TRAIN [VALID] TEST), "
              + files
              + (files == 1 ? " was given" : " were given"));
    }
    database.run(
        "CREATE TABLE log_file (file_number INTEGER, first_position BIGINT, end_position BIGINT,"
            + " files INTEGER)");
    for (int i = 0; i < files; i++) {
      database.run(
          "INSERT INTO log_file VALUES ("
              + (i + 1)
              + ", "
              + loaded.firstPosition(database, i)
              + ", "
              + loaded.firstPosition(database, i + 1)
              + ", "
              + files
              + ")");
    }
    return true;
  }

  /** What came through the cleaning and is in no part. */
  private void countLost() throws SQLException {
    StringBuilder all = new StringBuilder();
    long events = 0;
    for (String part : made) {
      all.append(all.isEmpty() ? "" : " UNION ALL ").append("SELECT s, item FROM ").append(part);
      boolean again = made.contains("train_full") && (part.equals("train") || part.equals("valid"));
      events += again ? 0 : database.number("SELECT count(*) FROM " + part);
    }
    long[] left =
        database.numbers("SELECT count(DISTINCT s), count(DISTINCT item) FROM (" + all + ")");
    cleaning.leaveOut(
        new Counts(events, left[0], left[1]),
        "in no part",
        "cut off, too short or unknown after the split");
  }

  /** The parts in the order in which they are written, those without sessions too. */
  List<String> parts() {
    return PartTables.ORDER.stream().filter(made::contains).toList();
  }
}
