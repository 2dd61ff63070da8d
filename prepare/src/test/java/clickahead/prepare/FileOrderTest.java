package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Equal times keep the order of the file, although DuckDB reads large files in parallel: all events
 * have one time, and the item ids are the numbers of the rows.
 */
class FileOrderTest extends PreparationContract {
  private static final int ROWS = 420_000;
  private static final int SESSION = 1_000;

  private void expectFileOrder() throws IOException {
    SessionLog log = dataset.train();
    assertThat(log.events()).isEqualTo(ROWS);
    assertThat(log.sessions()).isEqualTo(ROWS / SESSION);
    for (int event = 0; event < ROWS; event++) {
      if (log.item(event) != event) {
        assertThat(log.item(event)).as("item of event %d", event).isEqualTo(event);
      }
    }
    for (int item = 0; item < ROWS; item += 997) {
      assertThat(dataset.catalog().id(item)).isEqualTo("i" + item);
    }
  }

  @Test
  void ofDelimitedTextLargerThanOneReadersShare() throws Exception {
    Path log = folder.resolve("log.csv");
    String padding = "some words to fill the buffers ".repeat(5);
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      writer.write("session,item,time,padding\n");
      for (int row = 0; row < ROWS; row++) {
        writer.write(row / SESSION + ",i" + row + ",1400000000," + padding + "\n");
      }
    }
    assertThat(Files.size(log)).as("several buffers of DuckDB's reader").isGreaterThan(64 << 20);
    prepare(options(log).itemColumns(List.of()));
    expectFileOrder();
  }

  @Test
  void ofSeveralFilesOfParquetWithManyRowGroups() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int part = 0; part < 3; part++) {
        statement.execute(
            String.format(
                "COPY (SELECT range // %d AS session, 'i' || range AS item, 1400000000 AS time"
                    + " FROM range(%d, %d)) TO '%s' (ROW_GROUP_SIZE 10240)",
                SESSION,
                ROWS / 3 * part,
                ROWS / 3 * (part + 1),
                folder.resolve(part + ".parquet")));
      }
    }
    prepare(options(folder.resolve("*.parquet")));
    expectFileOrder();
  }
}
