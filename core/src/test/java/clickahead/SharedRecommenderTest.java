package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.math.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recommender, thousands of sessions, every kind of call at the same time. */
class SharedRecommenderTest {
  private static final int ITEMS = 400;
  private static final int VISITORS = 3000;
  private static final int GROUP = 75;
  private static final int ROUNDS = 6;
  private static final int K = 10;
  private static final long SEED = 21;

  /** Items from here on are never available; those below the half of it always are. */
  private static final int AVAILABLE = 300;

  @TempDir private Path folder;

  private static String item(int visitor, int round) {
    return "item-" + new SplittableRandom(SEED + 31L * visitor + round).nextInt(ITEMS + 20);
  }

  private static boolean goesOut(int item) {
    return item >= AVAILABLE / 2 && item < AVAILABLE;
  }

  @Test
  void sessionsInManyThreadsEndAsTheyWouldAlone() throws InterruptedException, ExecutionException {
    Recommender recommender =
        TinyRecommender.of(
            folder.resolve("tiny.model"), Compute.best(), Map.of("layers", "7/20"), ITEMS);
    Availability stock = Availability.none(recommender.catalog());
    IntStream.range(0, AVAILABLE).forEach(i -> stock.set("item-" + i, true));
    Candidates inStock = recommender.candidates().where(stock).unseen();
    List<Session> sessions = new ArrayList<>();
    AtomicBoolean open = new AtomicBoolean(true);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> shop = executor.submit(() -> changeStock(stock, open));
      List<Future<List<Session>>> groups = new ArrayList<>();
      for (int first = 0; first < VISITORS; first += GROUP) {
        int from = first;
        groups.add(executor.submit(() -> visit(recommender, inStock, from)));
      }
      try {
        for (Future<List<Session>> group : groups) {
          sessions.addAll(group.get());
        }
      } finally {
        open.set(false);
      }
      shop.get();
    }
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      assertEndsAs(alone(recommender, visitor), sessions.get(visitor), "visitor " + visitor);
    }
  }

  private static void changeStock(Availability stock, AtomicBoolean open) {
    SplittableRandom random = new SplittableRandom(SEED);
    while (open.get()) {
      int item = random.nextInt(ITEMS);
      if (goesOut(item)) {
        stock.set("item-" + item, random.nextBoolean());
      }
      Thread.yield();
    }
  }

  /** A group's sessions: fed one by one or together, saved and restored in between. */
  private static List<Session> visit(Recommender recommender, Candidates inStock, int first) {
    List<Session> sessions =
        new ArrayList<>(
            IntStream.range(0, GROUP).mapToObj(visitor -> recommender.session()).toList());
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      List<String> items = IntStream.range(0, GROUP).mapToObj(v -> item(first + v, now)).toList();
      if ((first / GROUP + round) % 2 == 0) {
        recommender.click(sessions, items);
        recommender.recommend(sessions, K, inStock).forEach(SharedRecommenderTest::assertInStock);
      } else {
        for (int v = 0; v < GROUP; v++) {
          sessions.get(v).click(items.get(v));
          assertInStock(sessions.get(v).recommend(K, inStock));
          sessions.set(v, recommender.restore(sessions.get(v).save()));
        }
      }
    }
    return sessions;
  }

  private static void assertInStock(Recommendations list) {
    assertThat(list.size()).isEqualTo(K);
    for (int i = 0; i < K; i++) {
      assertThat(list.index(i)).isLessThan(AVAILABLE);
    }
  }

  private static Session alone(Recommender recommender, int visitor) {
    Session session = recommender.session();
    for (int round = 0; round < ROUNDS; round++) {
      session.click(item(visitor, round));
    }
    return session;
  }

  private static void assertEndsAs(Session expected, Session actual, String visitor) {
    assertThat(actual.items()).as(visitor).isEqualTo(expected.items());
    Recommendations wanted = expected.recommend(K);
    Recommendations list = actual.recommend(K);
    for (int i = 0; i < K; i++) {
      assertThat(list.score(i))
          .as("%s, place %d", visitor, i)
          .isCloseTo(wanted.score(i), within(2e-5f));
    }
  }
}
