package clickahead.prepare;

import clickahead.prepare.LoadedLog.LoadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads files of one session a line, items separated by spaces. The number of the line, over all
 * files, stands for session and time; lines without an item do not count.
 */
final class SessionListReader {
  private static final ColumnRoles ROLES = new ColumnRoles("", "", List.of(), "", List.of());
  private final Database database;

  SessionListReader(Database database) {
    this.database = database;
  }

  LoadedLog read(List<Path> paths, Progress progress) throws IOException, SQLException {
    List<LoadedFile> files = new ArrayList<>();
    database.run("CREATE TABLE session_line (line VARCHAR)");
    for (Path path : paths) {
      progress.step("reading " + path, Files.size(path));
      try {
        files.add(
            new Rejects(database)
                .read(
                    DelimitedFile.lines(path),
                    "session_line",
                    List.of("line"),
                    from ->
                        database.run(
                            "INSERT INTO session_line SELECT trim(line) FROM "
                                + from
                                + " WHERE trim(line) <> ''")));
      } catch (SQLException e) {
        throw InputFiles.unreadable(path, e);
      }
    }
    long lines = database.number("SELECT count(*) FROM session_line");
    database.table("raw", "session_list", Map.of());
    database.run("DROP TABLE session_line");
    return new LoadedLog(files, ROLES, null, lines, LoadedLog.Rows.SESSIONS);
  }
}
