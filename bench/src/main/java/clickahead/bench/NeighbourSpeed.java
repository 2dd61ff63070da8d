package clickahead.bench;

import clickahead.baseline.NeighbourModel;
import clickahead.baseline.PlainNeighbours;
import clickahead.baseline.SparseScorer;
import clickahead.baseline.Stan;
import clickahead.baseline.StanParameters;
import clickahead.baseline.VmisKnn;
import clickahead.baseline.VmisKnnParameters;
import clickahead.baseline.Vsknn;
import clickahead.baseline.VsknnParameters;
import clickahead.baseline.Vstan;
import clickahead.baseline.VstanParameters;
import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One answer of the session neighbours: the 21 best items after every click of the test sessions
 * that another one follows, one thread. Before anything is timed a sample of the answers is
 * compared with plain, slow neighbours that share nothing with the fast ones.
 */
final class NeighbourSpeed {
  private static final int ANSWER = 21;
  private static final int CHECKS = 100;
  private static final int ROUNDS = 5;

  private final SessionLog train;
  private final TestSessions test;
  private final int items;

  private NeighbourSpeed(SessionLog train, TestSessions test, int items) {
    this.train = train;
    this.test = test;
    this.items = items;
  }

  /** The plain scores of all items after some clicks. */
  private interface Plain {
    double[] scores(PlainNeighbours plain, int[] clicks);
  }

  private record Candidate(Supplier<NeighbourModel> build, int longest, Plain plain) {}

  /** Arguments: training and test session lists. */
  static void run(String[] args) throws IOException {
    SessionLists lists = new SessionLists();
    SessionLog train = lists.read(Path.of(args[0]));
    int items = lists.items();
    SessionLog log = lists.read(Path.of(args[1]));
    int[] known = new int[lists.items()];
    Arrays.setAll(known, i -> i < items ? i : -1);
    TestSessions test = TestSessions.of(log, known);
    System.out.printf(
        "%d training sessions, %d items, %d transitions%n",
        train.sessions(), items, test.transitions());
    NeighbourSpeed speed = new NeighbourSpeed(train, test, items);
    speed.candidates().forEach(speed::measure);
  }

  private Map<String, Candidate> candidates() {
    Map<String, Candidate> all = new LinkedHashMap<>();
    long now = train.time(train.events() - 1);
    all.put("vmis-knn m=500 k=500 9 items", vmisKnn(500, 9));
    all.put("vmis-knn m=500 k=100 2 items", vmisKnn(100, 2));
    VsknnParameters vsknn = Parameters.of(VsknnParameters.class).build();
    all.put(
        "vsknn k=100 sample_size=1000",
        new Candidate(
            () -> Vsknn.train(train, items, vsknn),
            0,
            (plain, clicks) -> plain.vsknn(clicks, now, items, vsknn)));
    StanParameters stan = Parameters.of(StanParameters.class).build();
    all.put(
        "stan k=100 sample_size=5000",
        new Candidate(
            () -> Stan.train(train, items, stan),
            0,
            (plain, clicks) -> plain.stan(clicks, now, items, stan)));
    VstanParameters vstan = Parameters.of(VstanParameters.class).build();
    all.put(
        "vstan k=100 sample_size=5000",
        new Candidate(
            () -> Vstan.train(train, items, vstan),
            0,
            (plain, clicks) -> plain.vstan(clicks, now, items, vstan)));
    return all;
  }

  private Candidate vmisKnn(int k, int clicks) {
    int longest = VmisKnn.usualLength(train, items);
    VmisKnnParameters parameters = new VmisKnnParameters(500, k, clicks, 1, longest, false);
    return new Candidate(
        () -> VmisKnn.train(train, items, parameters),
        longest,
        (plain, session) -> plain.vmisKnn(session, items, parameters));
  }

  private void measure(String name, Candidate candidate) {
    double build = Double.MAX_VALUE;
    NeighbourModel model = null;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      model = candidate.build().get();
      build = Math.min(build, (System.nanoTime() - begin) * 1e-9);
    }
    SparseScorer scorer = model.newScorer();
    int checked = check(name, scorer, candidate);
    int[] best = new int[ANSWER];
    float[] scores = new float[ANSWER];
    long[] times = new long[test.transitions()];
    for (int round = 0; round < ROUNDS; round++) {
      answerAll(scorer, best, scores, times);
    }
    Arrays.sort(times);
    System.out.printf(
        "%-30s index %.2f s, %d answers checked; p50 %.1f us, p90 %.1f us, p99 %.1f us%n",
        name, build, checked, at(times, .5), at(times, .9), at(times, .99));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))] * 1e-3;
  }

  /** Times of the last round stay: the compiler is done by then. */
  private void answerAll(SparseScorer scorer, int[] best, float[] scores, long[] times) {
    int at = 0;
    for (int s = 0; s < test.sessions(); s++) {
      scorer.startSession();
      for (long e = test.start(s); e + 1 < test.start(s + 1); e++) {
        scorer.click(test.item(e));
        long begin = System.nanoTime();
        scorer.recommend(best, scores);
        times[at++] = System.nanoTime() - begin;
      }
    }
  }

  private int check(String name, SparseScorer scorer, Candidate candidate) {
    PlainNeighbours plain = new PlainNeighbours(train, candidate.longest(), false);
    float[] fast = new float[items];
    int checked = 0;
    for (int c = 0; c < CHECKS; c++) {
      int session = test.sessionOf((int) ((long) c * test.transitions() / CHECKS));
      int length = 1 + c % Math.max(1, test.length(session) - 1);
      int[] clicks = new int[length];
      scorer.startSession();
      for (int i = 0; i < length; i++) {
        clicks[i] = test.item(test.start(session) + i);
        scorer.click(clicks[i]);
      }
      scorer.score(fast);
      compare(name, session, fast, candidate.plain().scores(plain, clicks));
      checked++;
    }
    return checked;
  }

  /** Scores may differ by a factor: by the largest they are the same. */
  private static void compare(String name, int session, float[] fast, double[] plain) {
    double largest = Math.max(Arrays.stream(plain).max().orElse(0), Double.MIN_NORMAL);
    double most = Double.MIN_NORMAL;
    for (float score : fast) {
      most = Math.max(most, score);
    }
    for (int i = 0; i < plain.length; i++) {
      double found = Math.max(0, fast[i] / most);
      if (Math.abs(found - plain[i] / largest) > 1e-5) {
        throw new IllegalStateException(
            "%s, test session %d, item %d: %s, the plain neighbours say %s"
                .formatted(name, session, i, found, plain[i] / largest));
      }
    }
  }
}
