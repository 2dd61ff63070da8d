package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.tune.Trial.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Shares of variance, on functions whose shares (Sobol's first-order indices) are known. */
class ImportanceTest {
  private static final long SEED = 12;

  private static Dimension range(String name, String low, String high, boolean log) {
    return new Dimension(name, SamplerTest.range(low, high, "0", log), "t:1");
  }

  private static Space cube(String low, String high) {
    return new Space(
        List.of(
            range("a", low, high, false),
            range("b", low, high, false),
            range("c", low, high, false)));
  }

  private static double number(Map<String, String> values, String name) {
    return Double.parseDouble(values.get(name));
  }

  /** Of a function measured at so many places at random. */
  private static Importance of(Space space, int n, ToDoubleFunction<Map<String, String>> function) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] places = new double[n][];
    double[] values = new double[n];
    for (int p = 0; p < n; p++) {
      Map<String, String> at = space.at(random.doubles(space.dimensions().size()).toArray());
      places[p] = space.places(at);
      values[p] = function.applyAsDouble(at);
    }
    return Importance.of(space, places, values);
  }

  @Test
  void termsOfASumHaveTheSharesOfTheirVariances() {
    // Variances 9/12, 1/12 and none.
    Importance found = of(cube("0", "1"), 400, v -> 3 * number(v, "a") + number(v, "b"));
    assertThat(found.shares().get("a")).isCloseTo(0.9, within(0.03));
    assertThat(found.shares().get("b")).isCloseTo(0.1, within(0.03));
    assertThat(found.shares().get("c")).isCloseTo(0, within(0.01));
    assertThat(found.fit()).isGreaterThan(0.95);
    assertThat(found.trials()).isEqualTo(400);
  }

  @Test
  void ishigamisFunctionHasItsPublishedIndices() {
    // sin a + 7 sin^2 b + 0.1 c^4 sin a: 0.3139, 0.4424, 0; the rest is a with c.
    Importance found =
        of(
            cube("-3.14159", "3.14159"),
            2000,
            v -> {
              double sin = Math.sin(number(v, "b"));
              double c = number(v, "c");
              return Math.sin(number(v, "a")) * (1 + 0.1 * c * c * c * c) + 7 * sin * sin;
            });
    assertThat(found.shares().get("a")).isCloseTo(0.3139, within(0.07));
    assertThat(found.shares().get("b")).isCloseTo(0.4424, within(0.07));
    assertThat(found.shares().get("c")).isCloseTo(0, within(0.02));
  }

  @Test
  void logarithmicScalesAndListsHaveTheirOwnMeasure() {
    // log10(rate) is uniform over 4: variance 16/12; the list is worth 0, 0 or 3: variance 2.
    Space space =
        new Space(
            List.of(
                range("rate", "0.0001", "1", true),
                new Dimension("act", new Choice(List.of("relu", "elu", "tanh")), "t:1"),
                new Dimension("idle", new Choice(List.of("x", "y")), "t:1")));
    Importance found =
        of(space, 400, v -> Math.log10(number(v, "rate")) + (v.get("act").equals("tanh") ? 3 : 0));
    assertThat(found.shares().get("rate")).isCloseTo(0.4, within(0.04));
    assertThat(found.shares().get("act")).isCloseTo(0.6, within(0.04));
    assertThat(found.shares().get("idle")).isCloseTo(0, within(0.01));
  }

  @Test
  void whatOnlyParametersTogetherDecideIsNobodysShare() {
    Importance found = of(cube("-1", "1"), 600, v -> Math.signum(number(v, "a") * number(v, "b")));
    assertThat(found.fit()).isGreaterThan(0.7);
    assertThat(found.shares().values()).allSatisfy(s -> assertThat(s).isLessThan(0.1));
  }

  @Test
  void noiseIsToldByTheFit() {
    SplittableRandom noise = new SplittableRandom(SEED + 1);
    assertThat(of(cube("0", "1"), 60, v -> noise.nextDouble()).fit()).isLessThan(0.1);
  }

  /** A study in which a decides, with trials that were pruned, that failed, and that went wrong. */
  private static StudyRecord study(int trials) {
    Space space = cube("0", "1");
    SplittableRandom random = new SplittableRandom(SEED);
    List<Trial> made = new ArrayList<>();
    for (int n = 1; n <= trials; n++) {
      Map<String, String> at = space.at(random.doubles(3).toArray());
      double value = 0.3 + 0.1 * number(at, "a") + 0.01 * number(at, "b");
      State state =
          n % 7 == 0 ? State.FAILED : number(at, "a") < 0.5 ? State.PRUNED : State.COMPLETE;
      double measured = n == 6 ? -100 : state == State.PRUNED ? value - 0.1 : value;
      TreeMap<Integer, Double> at1 = new TreeMap<>(Map.of(state == State.PRUNED ? 1 : 9, measured));
      made.add(new Trial(n, state, at, at1, 1, ""));
    }
    StudyPlan plan =
        new StudyPlan(
            "m",
            "d",
            "mrr@5",
            Map.of(),
            space.asText(),
            "tpe",
            1,
            StudyPlan.HALVING,
            1,
            StudyTest.TYPED);
    return new StudyRecord(plan, made);
  }

  @Test
  void inAStudyPrunedTrialsCountAndOneThatWentWrongCoversNothing() {
    Importance found = Importance.of(study(70)).orElseThrow();
    assertThat(found.trials()).isEqualTo(60);
    assertThat(found.shares().get("a")).isGreaterThan(0.85);
    assertThat(found.shares().get("b")).isLessThan(0.08);
    assertThat(found.shares().get("c")).isLessThan(0.08);
    assertThat(Importance.of(study(70))).isEqualTo(Optional.of(found));
  }

  @Test
  void tooFewTrialsSayNothing() {
    assertThat(Importance.of(study(10))).as("nine were measured").isEmpty();
    assertThat(Importance.of(study(11))).as("ten were measured").isPresent();
  }

  @Test
  void aSpaceIsReadBackFromItsText() {
    Space space =
        new Space(
            List.of(
                range("r", "-1.5", "2", false),
                range("l", "0.00001", "0.3", true),
                new Dimension("s", SamplerTest.range("64", "512", "32", false), "study"),
                new Dimension(
                    "c", new Choice(List.of("a", "b, c", " d", "[e]", "f\"g", "-")), "")));
    Space read = Space.ofText(space.asText());
    assertThat(read.asText()).isEqualTo(space.asText());
    assertThat(read.dimensions().stream().map(Dimension::domain))
        .containsExactlyElementsOf(space.dimensions().stream().map(Dimension::domain).toList());
  }
}
