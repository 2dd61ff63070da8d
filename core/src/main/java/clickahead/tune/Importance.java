package clickahead.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much each parameter decided in a study: the share of the variance over the whole space that
 * it explains by itself, all others averaged out (functional ANOVA of a forest of regression trees;
 * Hutter, Hoos and Leyton-Brown, ICML 2014). What is missing to 1 is explained by several together.
 *
 * <p>What is explained is a trial's place in the order of the trials and not its metric, so that
 * trials that were pruned count too, and a few that went wholly wrong don't cover everything else.
 *
 * @param shares of each parameter that can have several values, in the space's order
 * @param fit share of the variance of trials that trees explain which did not see them (R² out of
 *     bag); towards 0 and below the shares say nothing
 * @param trials that were measured
 */
public record Importance(Map<String, Double> shares, double fit, int trials) {
  /** Of fewer trials nothing can be said. */
  public static final int FEWEST_TRIALS = 10;

  private static final int TREES = 100;
  private static final int FEWEST_IN_LEAF = 2;
  private static final int SPREAD = 4096;
  private static final int GRID = 128;
  private static final long SEED = 42;

  /** That of a study's measured trials; empty if these are fewer than {@link #FEWEST_TRIALS}. */
  public static Optional<Importance> of(StudyRecord study) {
    Space space = Space.ofText(study.plan().space());
    List<Trial> ranked = study.ranked().stream().filter(Trial::isMeasured).toList();
    if (ranked.size() < FEWEST_TRIALS) {
      return Optional.empty();
    }
    double[][] places =
        ranked.stream().map(trial -> space.places(trial.parameters())).toArray(double[][]::new);
    double[] values = IntStream.range(0, places.length).mapToDouble(rank -> -rank).toArray();
    return Optional.of(of(space, places, values));
  }

  /**
   * Of a function that was measured at some places.
   *
   * @param places [n, D]
   * @param values [n]
   */
  static Importance of(Space space, double[][] places, double[] values) {
    int n = values.length;
    SplittableRandom random = new SplittableRandom(SEED);
    List<RegressionTree> forest = new ArrayList<>();
    double[] sums = new double[n];
    int[] unseen = new int[n];
    for (int t = 0; t < TREES; t++) {
      int[] points = IntStream.range(0, n).map(i -> random.nextInt(n)).toArray();
      RegressionTree tree = new RegressionTree(places, values, points, FEWEST_IN_LEAF);
      forest.add(tree);
      boolean[] seen = new boolean[n];
      Arrays.stream(points).forEach(p -> seen[p] = true);
      for (int p = 0; p < n; p++) {
        if (!seen[p]) {
          sums[p] += tree.value(places[p]);
          unseen[p]++;
        }
      }
    }
    return new Importance(shares(space, forest), fit(values, sums, unseen), n);
  }

  private static Map<String, Double> shares(Space space, List<RegressionTree> forest) {
    int dimensions = space.dimensions().size();
    double[] steps = steps(dimensions);
    double all =
        variance(
            SPREAD,
            i -> {
              double[] place = Arrays.stream(steps).map(step -> (0.5 + i * step) % 1).toArray();
              return forest.stream().mapToDouble(tree -> tree.value(place)).sum();
            });
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int d = 0; d < dimensions; d++) {
      if (space.dimensions().get(d).domain().size().orElse(2) == 1) {
        continue;
      }
      int along = d;
      double alone =
          variance(
              GRID,
              i -> {
                double place = (i + 0.5) / GRID;
                return forest.stream().mapToDouble(tree -> tree.marginal(along, place)).sum();
              });
      shares.put(space.dimensions().get(d).name(), all == 0 ? 0 : Math.min(1, alone / all));
    }
    return shares;
  }

  /**
   * Steps whose multiples fill the cube evenly: powers of the positive root of x^(D+1) = x + 1,
   * which is the golden ratio's for D = 1.
   */
  private static double[] steps(int dimensions) {
    double root = 2;
    for (int i = 0; i < 50; i++) {
      root = Math.pow(1 + root, 1.0 / (dimensions + 1));
    }
    double ratio = root;
    return IntStream.rangeClosed(1, dimensions).mapToDouble(d -> Math.pow(ratio, -d)).toArray();
  }

  private static double variance(int n, IntToDoubleFunction value) {
    double[] values = IntStream.range(0, n).mapToDouble(value).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static double fit(double[] values, double[] sums, int[] unseen) {
    double mean = Arrays.stream(values).average().orElse(0);
    double all = 0;
    double left = 0;
    for (int p = 0; p < values.length; p++) {
      if (unseen[p] > 0) {
        double off = values[p] - sums[p] / unseen[p];
        left += off * off;
        all += (values[p] - mean) * (values[p] - mean);
      }
    }
    return all == 0 ? 0 : 1 - left / all;
  }
}
