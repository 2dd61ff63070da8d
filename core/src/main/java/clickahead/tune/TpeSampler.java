package clickahead.tune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011), over all parameters together:
 * trials are parted into a few good ones and the rest, the density of either is estimated, and of
 * some draws from the good ones' density l the one with the highest l / g is tried. The first
 * trials are random. Trials that failed count as poor, and so do those still running, which keeps
 * trials side by side apart. How many are random, and the good ones' share, are what came closest
 * to the optimum within 10 to 50 trials on the functions of its test.
 */
final class TpeSampler implements Sampler {
  private static final int RANDOM_TRIALS = 5;
  private static final int DRAWS = 64;
  private static final double GOOD_SHARE = 0.15;
  private static final int MOST_GOOD = 25;

  private final Space space;
  private final long seed;
  private final RandomSampler random;

  TpeSampler(Space space, long seed) {
    this.space = space;
    this.seed = seed;
    this.random = new RandomSampler(space, seed);
  }

  @Override
  public Optional<Map<String, String>> next(List<Trial> before) {
    if (before.size() < RANDOM_TRIALS) {
      return random.next(before);
    }
    List<double[]> ranked =
        before.stream()
            .sorted(StudyRecord.order())
            .map(trial -> space.places(trial.parameters()))
            .toList();
    int good = Math.min(MOST_GOOD, (int) Math.ceil(GOOD_SHARE * ranked.size()));
    ParzenDensity best = new ParzenDensity(space, ranked.subList(0, good));
    ParzenDensity rest = new ParzenDensity(space, ranked.subList(good, ranked.size()));
    SplittableRandom draws = RandomSampler.random(seed, before.size());
    Set<Map<String, String>> tried = RandomSampler.tried(before);
    Map<String, String> chosen = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] places = best.draw(draws);
      Map<String, String> values = space.at(places);
      double[] exact = space.places(values);
      double ratio = best.logDensity(exact) - rest.logDensity(exact);
      if (ratio > highest && !tried.contains(values)) {
        highest = ratio;
        chosen = values;
      }
    }
    return chosen == null ? random.next(before) : Optional.of(chosen);
  }
}
