package clickahead.tune;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Independent uniform draws (Bergstra and Bengio, JMLR 2012), none twice. */
final class RandomSampler implements Sampler {
  /** Draws before the combinations are gone through; more often than that few are left. */
  private static final int DRAWS = 100;

  private final Space space;
  private final long seed;

  RandomSampler(Space space, long seed) {
    this.space = space;
    this.seed = seed;
  }

  /** The numbers for one choice, whatever was drawn before. */
  static SplittableRandom random(long seed, int trials) {
    return new SplittableRandom(
        new SplittableRandom(seed).nextLong() + trials * 0x9E3779B97F4A7C15L);
  }

  /** What was tried already. */
  static Set<Map<String, String>> tried(List<Trial> before) {
    Set<Map<String, String>> tried = new HashSet<>();
    before.forEach(trial -> tried.add(trial.parameters()));
    return tried;
  }

  @Override
  public Optional<Map<String, String>> next(List<Trial> before) {
    SplittableRandom random = random(seed, before.size());
    Set<Map<String, String>> tried = tried(before);
    int dimensions = space.dimensions().size();
    for (int draw = 0; draw < DRAWS; draw++) {
      Map<String, String> values = space.at(random.doubles(dimensions).toArray());
      if (!tried.contains(values)) {
        return Optional.of(values);
      }
    }
    return untried(tried, random);
  }

  /** The first that is left, going round from a random one. */
  private Optional<Map<String, String>> untried(
      Set<Map<String, String>> tried, SplittableRandom random) {
    OptionalLong size = space.size();
    if (size.isEmpty() || size.getAsLong() <= tried.size()) {
      return Optional.empty();
    }
    long first = random.nextLong(size.getAsLong());
    for (long i = 0; i <= tried.size(); i++) {
      Map<String, String> values = space.at((first + i) % size.getAsLong());
      if (!tried.contains(values)) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }
}
