package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far a long statement is can be heard while it runs. */
@Timeout(120)
class StatementWatchTest {
  @TempDir private Path folder;

  @Test
  void tellsHowMuchOfAStatementIsDone() throws Exception {
    List<Double> shares = new CopyOnWriteArrayList<>();
    CountDownLatch heard = new CountDownLatch(1);
    Progress progress =
        new Progress() {
          @Override
          public void step(String step) {}

          @Override
          public void at(double share) {
            shares.add(share);
            if (share > 0) {
              heard.countDown();
            }
          }
        };
    try (Database database = Database.open(folder, "500MB", ZoneOffset.UTC);
        StatementWatch watch = StatementWatch.of(database, progress)) {
      Thread cancels =
          Thread.startVirtualThread(
              () -> {
                try {
                  heard.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                database.cancel();
              });
      database.run("CREATE TABLE number AS SELECT range AS n FROM range(2000000)");
      assertThatThrownBy(
              () ->
                  database.run(
                      "CREATE TABLE sums AS SELECT a.n % 7, sum(sqrt(a.n + b.n)) FROM number a,"
                          + " number b GROUP BY ALL"))
          .isInstanceOf(SQLException.class);
      cancels.join();
      assertThat(watch).isNotNull();
    }
    assertThat(shares).allMatch(share -> share >= 0 && share <= 1).anyMatch(share -> share > 0);
    assertThat(heard.getCount()).isZero();
  }
}
