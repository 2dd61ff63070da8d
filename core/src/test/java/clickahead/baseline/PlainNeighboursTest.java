package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The plain neighbours are the originals, and the fast ones are the plain ones, set right. */
class PlainNeighboursTest {
  private static final double DAY = 86_400_000;

  private interface Plain {
    double[] scores(PlainNeighbours plain, JsonNode params, int[] clicks, long now);
  }

  private static void assertAsOriginal(String algorithm, Plain scores, int compared)
      throws IOException {
    TinyKnn tiny = TinyKnn.of(algorithm);
    int count = 0;
    for (JsonNode one : tiny.cases()) {
      JsonNode params = one.get("params");
      boolean lost = "lost".equals(params.path("last_row").asString(""));
      PlainNeighbours plain = new PlainNeighbours(tiny.train(lost ? 1 : 0), 0, true);
      for (int p = 0; p < tiny.prefixes(); p++) {
        if (TinyKnn.tied(one, p)) {
          continue;
        }
        double[] actual = scores.scores(plain, params, tiny.prefix(p), tiny.now(p));
        if (params.path("normalize").asBoolean(false)) {
          actual = byLargest(actual);
        }
        double[] expected = TinyKnn.scores(one, p);
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i])
              .as("%s, %s, prefix %d, item %d", algorithm, params, p, i)
              .isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
        }
        count++;
      }
    }
    assertThat(count).isEqualTo(compared);
  }

  private static double[] byLargest(double[] scores) {
    double largest = Arrays.stream(scores).max().orElse(0);
    return largest <= 0 ? scores : Arrays.stream(scores).map(s -> s / largest).toArray();
  }

  @Test
  void plainVmisKnnIsTheOriginalNegativeScoresIncluded() throws IOException {
    assertAsOriginal(
        "vmis_knn",
        (plain, params, clicks, now) -> {
          VmisKnnParameters p = TinyKnn.parameters(VmisKnnParameters.class, params);
          return plain.vmisKnn(
              clicks,
              15,
              new VmisKnnParameters(
                  p.m(), p.k(), p.maxItemsInSession(), p.idfWeighting(), 0, true));
        },
        9 * 25 - 15);
  }

  @Test
  void plainVsknnIsTheOriginalNegativeWeightsIncluded() throws IOException {
    assertAsOriginal(
        "vsknn",
        (plain, params, clicks, now) ->
            plain.vsknn(clicks, now, 15, TinyKnn.parameters(VsknnParameters.class, params)),
        12 * 25 - 17);
  }

  @Test
  void plainStanIsTheOriginal() throws IOException {
    assertAsOriginal(
        "stan",
        (plain, params, clicks, now) ->
            plain.stan(clicks, now, 15, TinyKnn.parameters(StanParameters.class, params)),
        4 * 25);
  }

  @Test
  void plainVstanIsTheOriginal() throws IOException {
    assertAsOriginal(
        "vstan",
        (plain, params, clicks, now) ->
            plain.vstan(clicks, now, 15, TinyKnn.parameters(VstanParameters.class, params)),
        4 * 25);
  }

  /**
   * Sessions of few items, many of them repeats, at few different times. No weight of time equals
   * one of places, such as half a day's of λ = 1 and one click's of λ = 2: whom of two neighbours,
   * alike but for rounding, to keep is no question.
   */
  private static TimedLog log(SplittableRandom random, int items) {
    List<int[]> sessions = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    int n = random.nextInt(1, 60);
    for (int s = 0; s < n; s++) {
      int[] clicks = random.ints(random.nextInt(14), 0, items).toArray();
      long time = random.nextLong(20) * (long) (0.2371 * DAY);
      sessions.add(clicks);
      times.add(Arrays.stream(clicks).mapToLong(i -> time).toArray());
    }
    return TimedLog.of(sessions, times);
  }

  private static <T> T one(SplittableRandom random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  private static void assertSame(double[] actual, double[] expected, String where) {
    double[] plain = byLargest(expected);
    double[] fast = byLargest(actual);
    for (int i = 0; i < plain.length; i++) {
      assertThat(fast[i])
          .as("%s, item %d", where, i)
          .isCloseTo(plain[i], within(1e-9 * Math.abs(plain[i]) + 1e-300));
    }
  }

  @Property(tries = 300)
  void fastVmisKnnIsThePlainOne(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(1, 20);
    TimedLog train = log(random, items);
    VmisKnnParameters p =
        new VmisKnnParameters(
            random.nextInt(1, 40),
            random.nextInt(1, 20),
            random.nextInt(1, 20),
            random.nextInt(2),
            random.nextInt(2, 30),
            random.nextBoolean());
    int[] clicks = random.ints(random.nextInt(1, 20), 0, items).toArray();
    assertSame(
        TinyKnn.scores(VmisKnn.train(train, items, p), clicks, 0),
        new PlainNeighbours(train, p.maxTrainingSessionItems(), false).vmisKnn(clicks, items, p),
        "seed " + seed + ", " + p);
  }

  @Property(tries = 300)
  void fastVsknnIsThePlainOne(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(1, 40);
    TimedLog train = log(random, items);
    VsknnParameters p =
        new VsknnParameters(
            random.nextInt(1, 20),
            random.nextInt(40),
            NeighbourSampling.RECENT,
            one(random, WeightedSimilarity.values()),
            one(random, Decay.values()),
            one(random, Decay.values()),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextInt(3),
            random.nextBoolean(),
            random.nextInt(5),
            0,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            false,
            7);
    int[] clicks = random.ints(random.nextInt(1, 20), 0, items).toArray();
    long[] times = new long[clicks.length];
    times[0] = (long) (6 * DAY);
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + random.nextLong(3) * 20_000;
    }
    assertSame(
        TinyKnn.scores(Vsknn.train(train, items, p), clicks, times),
        new PlainNeighbours(train, 0, false).vsknn(clicks, times, items, p),
        "seed " + seed + ", " + p);
  }

  @Property(tries = 300)
  void fastVstanIsThePlainOne(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(1, 20);
    TimedLog train = log(random, items);
    VstanParameters p =
        new VstanParameters(
            random.nextInt(1, 20),
            random.nextInt(40),
            random.nextInt(3),
            random.nextInt(3),
            random.nextInt(3),
            random.nextInt(3),
            random.nextInt(3),
            random.nextBoolean());
    int[] clicks = random.ints(random.nextInt(1, 20), 0, items).toArray();
    assertSame(
        TinyKnn.scores(Vstan.train(train, items, p), clicks, 0),
        new PlainNeighbours(train, 0, false).vstan(clicks, (long) (6 * DAY), items, p),
        "seed " + seed + ", " + p);
  }
}
