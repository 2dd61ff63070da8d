package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;

/** Writes events as rows of a Parquet file, by way of a table on disk beside it. */
final class ParquetEvents {
  private static final String MEMORY = "1GB";

  private ParquetEvents() {}

  static void write(Path file, Catalog catalog, SessionLog log, LongConsumer progress)
      throws IOException {
    Path work = Files.createTempDirectory(file.getParent(), ".convert");
    try (Database database = Database.open(work, MEMORY, ZoneOffset.UTC)) {
      StringBuilder columns =
          new StringBuilder("\"SessionId\" VARCHAR, \"ItemId\" VARCHAR, \"Time\" DOUBLE");
      for (EventCells.Column column : new EventCells(log, catalog, true).columns()) {
        columns.append(", ").append(Sql.name(column.name())).append(" VARCHAR");
      }
      database.run("CREATE TABLE event (" + columns + ")");
      append(database, catalog, log, progress);
      database.run("COPY event TO " + Sql.text(file.toString()) + " (FORMAT parquet)");
    } catch (SQLException e) {
      throw new IOException("DuckDB says: " + e.getMessage(), e);
    } finally {
      delete(work);
    }
  }

  private static void append(
      Database database, Catalog catalog, SessionLog log, LongConsumer progress)
      throws SQLException {
    List<EventCells.Column> columns = new EventCells(log, catalog, true).columns();
    try (DuckDBAppender appender = database.connection().createAppender("main", "event")) {
      for (int s = 0; s < log.sessions(); s++) {
        String id = log.id(s);
        for (long e = log.start(s); e < log.start(s + 1); e++) {
          int item = log.item(e);
          appender.beginRow();
          appender.append(id);
          appender.append(catalog.id(item));
          appender.append(log.time(e) / 1000.0);
          for (EventCells.Column column : columns) {
            appender.append(column.cell().of(s, e, item));
          }
          appender.endRow();
        }
        progress.accept(log.start(s + 1));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
