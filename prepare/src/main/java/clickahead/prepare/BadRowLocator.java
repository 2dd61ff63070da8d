package clickahead.prepare;

import clickahead.prepare.LoadedLog.LoadedFile;
import clickahead.prepare.LogFile.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the lines of bad rows. DuckDB numbers records, not lines, and no row that it did read; so
 * the file is gone through once more, as lines, up to the last row that is wanted.
 */
final class BadRowLocator {
  private static final int SHOWN_TEXT = 100;
  private final LoadedFile loaded;
  private final Map<Long, String> cells;
  private final int limit;
  private final Set<Long> rejected;
  private final Lines layout;
  private final List<BadRow> found = new ArrayList<>();
  private long line;
  private long record;
  private long row;
  private long recordLine;
  private boolean quoted;
  private boolean astray;
  private final StringBuilder text = new StringBuilder();

  private BadRowLocator(LoadedFile loaded, Map<Long, String> cells, int limit) {
    this.loaded = loaded;
    this.cells = cells;
    this.limit = limit;
    rejected = new HashSet<>(loaded.rejected());
    layout = loaded.file().lines().orElse(new Lines(false, false));
    row = loaded.firstRow();
  }

  /**
   * The first bad rows of a file.
   *
   * @param cells reasons by rowid for rows that were read but cannot be used
   */
  static List<BadRow> locate(Database database, LoadedFile file, Map<Long, String> cells, int limit)
      throws SQLException, IOException {
    BadRowLocator locator = new BadRowLocator(file, cells, limit);
    if (!locator.anyWanted()) {
      return List.of();
    }
    if (file.file().lines().isEmpty()) {
      locator.rowsOnly();
    } else {
      ByteLines.read(
          database,
          file.file().path(),
          line -> {
            locator.take(line);
            return locator.found.size() < limit && !locator.astray;
          });
    }
    return locator.found;
  }

  private void rowsOnly() {
    for (long i = loaded.firstRow();
        i < loaded.firstRow() + loaded.rows() && found.size() < limit;
        i++) {
      if (cells.containsKey(i)) {
        add(i - loaded.firstRow() + 1, cells.get(i), "");
      }
    }
  }

  private boolean anyWanted() {
    long end = loaded.firstRow() + loaded.rows();
    return !rejected.isEmpty()
        || cells.keySet().stream().anyMatch(cell -> cell >= loaded.firstRow() && cell < end);
  }

  private void take(String content) {
    line++;
    if (!quoted) {
      record++;
      recordLine = line;
      text.setLength(0);
    }
    if (content == null) {
      return;
    }
    quoted ^= layout.quotes() && content.chars().filter(c -> c == '"').count() % 2 == 1;
    text.append(text.isEmpty() ? "" : " ").append(content);
    boolean header = record == 1 && layout.header();
    if (rejected.contains(record)) {
      // behind an open quote DuckDB's count of rows is its secret
      astray = quoted && loaded.lost() > 0;
      quoted = false;
      add(recordLine, damage(), text.toString());
    } else if (!quoted && !header) {
      String reason = cells.get(row++);
      if (reason != null) {
        add(recordLine, isBrokenObject() ? "no JSON object" : reason, text.toString());
      }
    }
  }

  private String damage() {
    return Utf8.isText(text.toString())
        ? "wrong number of values, or damaged"
        : "no UTF-8 text (another encoding, or damaged)";
  }

  /** Of a broken object DuckDB makes one without any value. */
  private boolean isBrokenObject() {
    String object = text.toString().strip();
    return loaded.file() instanceof TypedFile && !(object.startsWith("{") && object.endsWith("}"));
  }

  private void add(long at, String reason, String content) {
    if (found.size() < limit) {
      Path file = loaded.file().path();
      String decoded =
          new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      String shown =
          decoded.length() > SHOWN_TEXT ? decoded.substring(0, SHOWN_TEXT) + "..." : decoded;
      found.add(new BadRow(file.toString(), at, reason, shown));
    }
  }
}
