package clickahead.bench;

import clickahead.data.SessionLog;
import clickahead.eval.Progress;
import clickahead.eval.Ranks;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.WorkerTeam;
import clickahead.model.FirstWeights;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecRanker;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ranking the test sessions against the bare scoring product of the same tiles, nothing kept. */
final class EvaluationSpeed {
  private static final int WORKERS = 2;

  private EvaluationSpeed() {}

  /**
   * Arguments: training and test session lists, units, and rounds (5); or {@code generated}, number
   * of transitions, of items, units, and rounds (1).
   */
  static void run(String[] args) throws IOException {
    if (args[0].equals("generated")) {
      int items = Integer.parseInt(args[2]);
      TestSessions all = TestSessions.of(generated(Integer.parseInt(args[1]), items));
      measure(TestSessions.of(generated(20_000, items)), items, Integer.parseInt(args[3]), 1);
      int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 1;
      measure(all, items, Integer.parseInt(args[3]), rounds);
      return;
    }
    SessionLists lists = new SessionLists();
    SessionLog train = lists.read(Path.of(args[0]));
    int items = lists.items();
    SessionLog log = lists.read(Path.of(args[1]));
    int[] known = new int[lists.items()];
    Arrays.setAll(known, i -> i < items ? i : -1);
    System.out.printf("%d training sessions%n", train.sessions());
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    measure(TestSessions.of(log, known), items, Integer.parseInt(args[2]), rounds);
  }

  /** Sessions of Zipf items and of 2 to 8 events. */
  private static SessionLog generated(int transitions, int items) {
    ZipfSampler zipf = new ZipfSampler(items, 0.9);
    SplittableRandom random = new SplittableRandom(3);
    List<int[]> sessions = new ArrayList<>();
    for (int left = transitions; left > 0; left -= sessions.getLast().length - 1) {
      int length = 1 + Math.min(left, 1 + random.nextInt(7));
      sessions.add(IntStream.range(0, length).map(i -> zipf.next(random)).toArray());
    }
    return SessionLog.of(sessions.toArray(int[][]::new));
  }

  private static void measure(TestSessions test, int items, int units, int rounds) {
    Compute compute = Compute.best();
    System.out.printf("%,d items, %,d transitions%n", items, test.transitions());
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(WORKERS, compute.products())) {
      Gru4Rec model =
          Gru4Rec.zeros(arena, compute, 1, Gru4Rec.Shape.shared(items, List.of(units)), 1);
      new FirstWeights(0, false, 1).draw(model, team);
      Gru4RecRanker ranker = new Gru4RecRanker(model, compute, WORKERS);
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = round(team, compute, model, ranker, test);
      }
      Arrays.sort(ratios);
      System.out.printf("median ratio %.2f%n", ratios[rounds / 2]);
    }
  }

  private static double round(
      WorkerTeam team, Compute compute, Gru4Rec model, Gru4RecRanker ranker, TestSessions test) {
    long before = MemoryPeak.now();
    try (MemoryPeak memory = new MemoryPeak()) {
      long begin = System.nanoTime();
      Ranks ranks = ranker.rank(test, Progress.NONE);
      double ranking = (System.nanoTime() - begin) * 1e-9;
      long most = memory.most();
      double bare = bareProduct(team, compute.products(), model, ranks.size());
      System.out.printf(
          "ranking %.3f s, bare product %.3f s, ratio %.2f; anonymous memory %d MB before, at most"
              + " %d MB%n",
          ranking, bare, ranking / bare, before, most);
      return ranking / bare;
    }
  }

  private static double bareProduct(
      WorkerTeam team, Products products, Gru4Rec model, int transitions) {
    int items = model.items().items();
    int columns = Gru4RecRanker.tileColumns(items);
    int width = model.items().width();
    int tiles = (transitions + columns - 1) / columns;
    long begin = System.nanoTime();
    team.run(
        worker -> {
          try (Arena arena = Arena.ofConfined()) {
            long scores = Memory.allocate(arena, 4L * items * columns);
            long states = Memory.allocate(arena, 4L * columns * width);
            for (int t = worker.shareStart(tiles); t < worker.shareEnd(tiles); t++) {
              products.multiply(
                  false,
                  true,
                  items,
                  columns,
                  model.items().units() + 1L,
                  model.items().address(),
                  model.items().rowStride(),
                  states,
                  width,
                  scores,
                  columns);
            }
          }
        });
    return (System.nanoTime() - begin) * 1e-9;
  }
}
