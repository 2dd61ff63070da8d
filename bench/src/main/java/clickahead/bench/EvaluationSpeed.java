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
import java.util.Arrays;
import java.util.List;

/** Ranking the test sessions against the bare scoring product of the same tiles, nothing kept. */
final class EvaluationSpeed {
  private static final int WORKERS = 2;
  private static final int ROUNDS = 5;

  private EvaluationSpeed() {}

  /** Arguments: training and test session lists, units. */
  static void run(String[] args) throws IOException {
    SessionLists lists = new SessionLists();
    SessionLog train = lists.read(Path.of(args[0]));
    int items = lists.items();
    SessionLog log = lists.read(Path.of(args[1]));
    int[] known = new int[lists.items()];
    Arrays.setAll(known, i -> i < items ? i : -1);
    TestSessions test = TestSessions.of(log, known);
    int units = Integer.parseInt(args[2]);
    Compute compute = Compute.best();
    System.out.printf(
        "%d training sessions, %d items, %d transitions%n",
        train.sessions(), items, test.transitions());
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(WORKERS, compute.products())) {
      Gru4Rec model =
          Gru4Rec.zeros(arena, compute, 1, Gru4Rec.Shape.shared(items, List.of(units)), 1);
      new FirstWeights(0, false, 1).draw(model, team);
      Gru4RecRanker ranker = new Gru4RecRanker(model, compute, WORKERS);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        Ranks ranks = ranker.rank(test, Progress.NONE);
        double ranking = (System.nanoTime() - begin) * 1e-9;
        double bare = bareProduct(team, compute.products(), model, ranks.size());
        ratios[round] = ranking / bare;
        System.out.printf(
            "ranking %.3f s, bare product %.3f s, ratio %.2f%n", ranking, bare, ratios[round]);
      }
      Arrays.sort(ratios);
      System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
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
