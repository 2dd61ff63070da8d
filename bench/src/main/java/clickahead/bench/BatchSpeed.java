package clickahead.bench;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.graph.ItemTable;
import clickahead.math.Compute;
import clickahead.math.Memory;
import clickahead.math.WorkerTeam;
import clickahead.model.Gru4RecModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Recommending for many sessions in one call against the bare scoring product of the same tiles,
 * nothing kept, on as many threads, in the same run. Some lists are first compared with those that
 * their sessions get alone.
 */
final class BatchSpeed {
  private static final int WORKERS = 2;
  private static final int ROUNDS = 7;
  private static final int K = 20;
  private static final int COMPARED = 200;
  private static final double TOLERANCE = 1e-4;

  private BatchSpeed() {}

  /** Arguments: a model file, number of sessions (10000). */
  static void run(String[] args) throws IOException {
    Recommender recommender = Recommender.load(Path.of(args[0]), WORKERS);
    int n = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    List<Session> sessions = sessions(recommender, n);
    check(sessions, recommender.recommend(sessions, K));
    Compute compute = Compute.best();
    double[] ratios = new double[ROUNDS];
    try (WorkerTeam team = new WorkerTeam(WORKERS, compute.products())) {
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        recommender.recommend(sessions, K);
        double recommending = (System.nanoTime() - begin) * 1e-9;
        double bare = bareProduct(team, ((Gru4RecModel) recommender.model()).weights().items(), n);
        ratios[round] = recommending / bare;
        System.out.printf(
            "%d lists %.3f s, bare product %.3f s, ratio %.2f%n",
            n, recommending, bare, ratios[round]);
      }
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
    clicks(recommender, sessions);
  }

  /** Sessions of 1 to 6 clicks, fed in batches. */
  private static List<Session> sessions(Recommender recommender, int n) {
    SplittableRandom random = new SplittableRandom(1);
    int items = recommender.catalog().size();
    List<Session> sessions = new ArrayList<>();
    for (int s = 0; s < n; s++) {
      Session session = recommender.session();
      for (int click = random.nextInt(6); click >= 0; click--) {
        session.click(recommender.catalog().id(random.nextInt(items)));
      }
      sessions.add(session);
    }
    return sessions;
  }

  private static void check(List<Session> sessions, List<Recommendations> lists) {
    int different = 0;
    for (int s = 0; s < Math.min(COMPARED, sessions.size()); s++) {
      Recommendations alone = sessions.get(s).recommend(K);
      for (int i = 0; i < alone.size(); i++) {
        if (Math.abs(alone.score(i) - lists.get(s).score(i)) > TOLERANCE) {
          throw new IllegalStateException(
              "session " + s + ": " + lists.get(s) + ", alone " + alone);
        }
        different += alone.index(i) == lists.get(s).index(i) ? 0 : 1;
      }
    }
    System.out.printf("%d of the compared items are in another place%n", different);
  }

  private static double bareProduct(WorkerTeam team, ItemTable items, int sessions) {
    int columns = Recommender.BATCH_SESSIONS;
    int block = Recommender.BATCH_ITEMS;
    int tiles = (sessions + columns - 1) / columns;
    long begin = System.nanoTime();
    team.run(
        worker -> {
          try (Arena arena = Arena.ofConfined()) {
            long scores = Memory.allocate(arena, 4L * block * columns);
            long states = Memory.allocate(arena, 4L * columns * items.width());
            for (int t = worker.shareStart(tiles); t < worker.shareEnd(tiles); t++) {
              for (int first = 0; first < items.items(); first += block) {
                int n = Math.min(block, items.items() - first);
                items.score(first, n, states, columns, scores, columns);
              }
            }
          }
        });
    return (System.nanoTime() - begin) * 1e-9;
  }

  /** A click for every session, in one call and one by one. */
  private static void clicks(Recommender recommender, List<Session> sessions) {
    List<String> items = new ArrayList<>();
    for (int s = 0; s < sessions.size(); s++) {
      items.add(recommender.catalog().id(s % recommender.catalog().size()));
    }
    double inOneCall = Double.MAX_VALUE;
    double oneByOne = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      recommender.click(sessions, items);
      long middle = System.nanoTime();
      for (int s = 0; s < sessions.size(); s++) {
        sessions.get(s).click(items.get(s));
      }
      inOneCall = Math.min(inOneCall, (middle - begin) * 1e-9);
      oneByOne = Math.min(oneByOne, (System.nanoTime() - middle) * 1e-9);
    }
    System.out.printf(
        "a click for each: %.3f s in one call, %.3f s one by one in one thread%n",
        inOneCall, oneByOne);
  }
}
