package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an atomic file says about users. Where a session is a user's interactions, it is known of
 * the session: a feature of sessions that the interactions have no column for is looked up here.
 */
final class AtomicUsers {
  private final Database database;
  private final PreparationOptions options;

  /** Null without such a file, or where nobody asks for it. */
  private final DelimitedFile file;

  private AtomicUsers(Database database, PreparationOptions options, DelimitedFile file) {
    this.database = database;
    this.options = options;
    this.file = file;
  }

  /**
   * Opens the file, if features of sessions are asked for.
   *
   * @param atomic the files; null for a log of another format
   */
  static AtomicUsers of(Database database, PreparationOptions options, AtomicFiles atomic)
      throws SQLException, IOException {
    Optional<Path> path =
        atomic == null || options.features().sessionColumns().isEmpty()
            ? Optional.empty()
            : atomic.users();
    DelimitedFile file =
        path.isPresent() ? DelimitedFile.open(database, path.get(), options.layout()) : null;
    return new AtomicUsers(database, options, file);
  }

  /** Do the users have a column that the interactions lack? */
  boolean have(String column, LogFile interactions) {
    return file != null
        && file.columns().contains(column)
        && !interactions.columns().contains(column);
  }

  /** Columns of sessions that are the users'. */
  private List<String> columns(LogFile interactions) {
    return options.features().sessionColumns().stream()
        .filter(column -> have(column, interactions))
        .toList();
  }

  /**
   * Looks up what the rows of the table {@code raw} lack.
   *
   * @param owner the column that names the users, in both files
   */
  void lookUp(LogFile interactions, String owner) throws SQLException, IOException {
    List<String> columns = columns(interactions);
    if (columns.isEmpty()) {
      return;
    }
    if (!file.columns().contains(owner)) {
      throw new InputException(
          "%s: no column '%s', by which sessions would find their users (found: %s). Leave --session-features %s out"
              .formatted(
                  file.where(),
                  owner,
                  String.join(", ", file.columns()),
                  String.join(",", columns)));
    }
    AtomicValues values = new AtomicValues(file.path(), options);
    List<String> found = new ArrayList<>();
    List<String> set = new ArrayList<>();
    List<String> all = options.features().logColumns();
    for (String column : columns) {
      // Of a user who stands there twice, the same in every run.
      String name = "e" + all.lastIndexOf(column);
      found.add("min(" + values.text(file, column) + ") AS " + name);
      set.add(name + " = known." + name);
    }
    database.run(
        "CREATE TABLE atomic_user AS SELECT %s AS id, %s FROM %s GROUP BY 1"
            .formatted(file.text(owner), String.join(", ", found), file.relation()));
    database.run(
        "UPDATE raw SET %s FROM atomic_user AS known WHERE raw.session = known.id"
            .formatted(String.join(", ", set)));
  }

  /** Says what is not made use of. */
  static void note(AtomicFiles atomic, Features features, List<String> notes) {
    if (features.sessionColumns().isEmpty()) {
      atomic
          .users()
          .ifPresent(
              path ->
                  notes.add(
                      path
                          + ": is not used; its columns can be --session-features, and models here"
                          + " know no users"));
    }
  }
}
