package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.tune.Trial.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tree-structured Parzen estimator beside random search, where the optimum is known. */
class TpeSamplerTest {
  private static final int SEEDS = 31;

  private static double median(LongToDoubleFunction regret) {
    double[] regrets = new double[SEEDS];
    Arrays.setAll(regrets, regret::applyAsDouble);
    Arrays.sort(regrets);
    return regrets[SEEDS / 2];
  }

  /** Searches without pruning, where the last trials' results are not known yet. */
  private static double regret(
      SearchFunction function, SamplerChoice choice, long seed, int trials, int unknown) {
    Sampler sampler = choice.of(function.space(), seed);
    List<Trial> done = new ArrayList<>();
    while (done.size() < trials) {
      List<Trial> before = new ArrayList<>(done);
      for (int i = Math.max(0, done.size() - unknown); i < done.size(); i++) {
        before.set(i, Trial.running(i + 1, done.get(i).parameters(), new TreeMap<>()));
      }
      Map<String, String> values = sampler.next(before).orElseThrow();
      done.add(SamplerTest.complete(done.size() + 1, values, function.value(values)));
    }
    return function.regret(done.stream().mapToDouble(Trial::value).max().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void itComesCloserToTheOptimumIn20TrialsThanRandomSearchIn50(SearchFunction function) {
    double tpe = median(seed -> regret(function, SamplerChoice.TPE, seed, 20, 0));
    double random = median(seed -> regret(function, SamplerChoice.RANDOM, seed, 50, 0));
    assertThat(tpe).as("TPE's distance to the optimum, below random search's").isLessThan(random);
  }

  @ParameterizedTest
  @EnumSource
  void whereThreeTrialsAreStillRunningHalfAsManyBringItCloser(SearchFunction function) {
    double tpe = median(seed -> regret(function, SamplerChoice.TPE, seed, 40, 3));
    double random = median(seed -> regret(function, SamplerChoice.RANDOM, seed, 80, 3));
    assertThat(tpe).as("TPE's distance to the optimum, below random search's").isLessThan(random);
  }

  @ParameterizedTest
  @EnumSource
  void pruningBringsItCloserInAsManyEpochs(SearchFunction function) {
    int epochs = 20 * PrunedSearch.EPOCHS;
    double both = median(seed -> pruned(function, SamplerChoice.TPE, seed, true, epochs));
    double whole = median(seed -> pruned(function, SamplerChoice.TPE, seed, false, epochs));
    double random = median(seed -> pruned(function, SamplerChoice.RANDOM, seed, true, epochs));
    assertThat(both).as("with pruning, below without").isLessThan(whole);
    assertThat(both).as("TPE, below 0.7 of random search").isLessThan(0.7 * random);
  }

  private static double pruned(
      SearchFunction function, SamplerChoice choice, long seed, boolean prunes, int epochs) {
    return new PrunedSearch(function, prunes).regret(choice.of(function.space(), seed), epochs);
  }

  @Test
  void whatFailedIsKeptAwayFrom() {
    // A rate above 0.1 fails, as a training that diverges; 0.01 is best.
    Space space =
        new Space(
            List.of(new Dimension("rate", SamplerTest.range("0.0001", "1", "0", true), "s:1")));
    List<Trial> trials = new ArrayList<>();
    Sampler sampler = SamplerChoice.TPE.of(space, 11);
    while (trials.size() < 60) {
      Map<String, String> values = sampler.next(trials).orElseThrow();
      double rate = Double.parseDouble(values.get("rate"));
      trials.add(
          rate > 0.1
              ? new Trial(trials.size() + 1, State.FAILED, values, new TreeMap<>(), 1, "NaN")
              : SamplerTest.complete(trials.size() + 1, values, -Math.abs(Math.log10(rate) + 2)));
    }
    long failed = trials.stream().skip(30).filter(t -> t.state() == State.FAILED).count();
    assertThat(failed).as("of the last 30; a quarter of the space fails").isLessThan(4);
    assertThat(trials.stream().filter(t -> t.state() == State.COMPLETE).mapToDouble(Trial::value))
        .as("distance to the best in decades")
        .anyMatch(value -> value > -0.05);
  }
}
