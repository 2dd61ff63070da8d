package clickahead.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;

/**
 * The embedded DuckDB of one preparation. Its tables live in a file of the work folder, so that a
 * log may be larger than memory; nothing is fetched from a network.
 */
final class Database implements AutoCloseable {
  private static final int MOST_THREADS = 8;
  private final DuckDBConnection connection;
  private volatile Statement running;
  private volatile boolean cancelled;

  private Database(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Reads the rows of a result. */
  @FunctionalInterface
  interface RowReader {
    /** Takes one row. */
    void row(ResultSet row) throws SQLException, IOException;
  }

  /** Reads the first rows of a result. */
  @FunctionalInterface
  interface RowSearch {
    /** Takes one row; says whether the next is wanted. */
    boolean row(ResultSet row) throws SQLException, IOException;
  }

  /**
   * Opens an empty database.
   *
   * @param folder where its files go
   * @param memory how much it may hold in memory
   * @param zone zone of times without offset
   */
  static Database open(Path folder, String memory, ZoneId zone) throws SQLException, IOException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", memory);
    settings.setProperty("temp_directory", folder.resolve("spill").toString());
    // every thread takes its share of the memory
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection =
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("work.duckdb"), settings);
    Database database = new Database(connection.unwrap(DuckDBConnection.class));
    database.run("SET TimeZone = " + Sql.zone(zone));
    // shares are only known where a bar would be drawn
    database.run("SET enable_progress_bar = true");
    database.run("SET enable_progress_bar_print = false");
    return database;
  }

  /** Runs a statement for its effect. */
  void run(String sql) throws SQLException {
    try (Statement statement = start()) {
      statement.execute(sql);
    } finally {
      running = null;
    }
  }

  /** Makes a table, in place of an older one, from a statement of the resources. */
  void table(String table, String statement, Map<String, Long> parameters) throws SQLException {
    run("CREATE OR REPLACE TABLE " + table + " AS\n" + Sql.statement(statement, parameters));
  }

  /** Makes the table that a statement of the resources is named after. */
  void table(String table) throws SQLException {
    table(table, table, Map.of());
  }

  /** Streams a result. */
  void query(String sql, RowReader reader) throws SQLException, IOException {
    queryWhile(
        sql,
        row -> {
          reader.row(row);
          return true;
        });
  }

  /** Reads a small result. Unlike a streamed one it says why it failed, where a file is damaged. */
  void sample(String sql, RowReader reader) throws SQLException, IOException {
    run("CREATE OR REPLACE TEMP TABLE sample AS " + sql);
    query("SELECT * FROM sample", reader);
  }

  /** Streams a result as long as the reader wants more. */
  void queryWhile(String sql, RowSearch reader) throws SQLException, IOException {
    try (Statement statement = start();
        ResultSet rows = statement.executeQuery(sql)) {
      boolean more = true;
      while (more && rows.next()) {
        more = reader.row(rows);
        requireNotCancelled();
      }
    } finally {
      running = null;
    }
  }

  /** The numbers of a result's first row; null is 0. */
  long[] numbers(String sql) throws SQLException {
    try (Statement statement = start();
        ResultSet rows = statement.executeQuery(sql)) {
      long[] numbers = new long[rows.getMetaData().getColumnCount()];
      rows.next();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = rows.getLong(i + 1);
      }
      return numbers;
    } finally {
      running = null;
    }
  }

  /** The number in a result's first row and column. */
  long number(String sql) throws SQLException {
    return numbers(sql)[0];
  }

  /** The connection itself, to append rows. */
  DuckDBConnection connection() {
    return connection;
  }

  private Statement start() throws SQLException {
    requireNotCancelled();
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  private void requireNotCancelled() throws SQLException {
    if (cancelled) {
      throw new SQLException("cancelled");
    }
  }

  /** Ends what is running, and lets nothing run after it; may be called from any thread. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It has ended by itself meanwhile, which is what was wanted.
        return;
      }
    }
  }

  /**
   * How much of the running statement is done, from 0 to 1; below 0 where none runs, or where that
   * is not known. May be called from any thread.
   */
  double share() {
    try {
      return running instanceof DuckDBPreparedStatement statement
          ? statement.getQueryProgress().getPercentage() / 100
          : -1;
    } catch (SQLException e) {
      // It has ended by itself meanwhile.
      return -1;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
