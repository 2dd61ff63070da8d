package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.tune.Trial.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials side by side, whose durations are as different as the threads make them. */
@Timeout(300)
class SearchTest {
  private static final SearchFunction FUNCTION = SearchFunction.NETWORK;
  private static final int EPOCHS = 9;
  private static final int TRIALS = 40;
  private static final long SEED = 5;

  @TempDir private Path folder;
  private final AtomicInteger computing = new AtomicInteger();
  private final AtomicInteger mostComputing = new AtomicInteger();

  private static StudyPlan plan(SamplerChoice sampler, int jobs) {
    return new StudyPlan(
        "m",
        "d",
        "mrr@5",
        Map.of(),
        FUNCTION.space().asText(),
        "" + sampler,
        SEED,
        StudyPlan.HALVING,
        jobs,
        StudyTest.TYPED);
  }

  /** Runs a study on as many threads as it may have, which stops after some trials. */
  private List<Trial> study(Path file, SamplerChoice sampler, int jobs, long pace, int stopAfter)
      throws Exception {
    StudyPlan plan = plan(sampler, jobs);
    try (Study study = Study.open(file, plan)) {
      Search search = new Search(study, sampler.of(FUNCTION.space(), SEED), TRIALS, () -> true);
      AtomicInteger ended = new AtomicInteger();
      onEveryThread(
          jobs,
          () -> {
            Optional<Trial> begun = search.begin();
            while (begun.isPresent()) {
              Optional<Trial> trial =
                  run(
                      search,
                      begun.get(),
                      new SplittableRandom(pace * 1000 + begun.get().number()));
              if (trial.isEmpty() || ended.get() >= stopAfter) {
                search.stop();
                search.leave(begun.get().number());
              } else {
                ended.incrementAndGet();
                search.end(trial.get());
              }
              begun = search.begin();
            }
            return null;
          });
      return study.record().trials();
    }
  }

  private static void onEveryThread(int jobs, Callable<Void> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(Search.lag(jobs))) {
      List<Future<Void>> results = new ArrayList<>();
      for (int t = 0; t < Search.lag(jobs); t++) {
        results.add(threads.submit(work));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    }
  }

  /** As {@link PrunedSearch} runs it, for a random while. */
  private Optional<Trial> run(Search search, Trial begun, SplittableRandom pace) throws Exception {
    NavigableMap<Integer, Double> measured = new TreeMap<>();
    double last = FUNCTION.value(begun.parameters());
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      mostComputing.accumulateAndGet(computing.incrementAndGet(), Math::max);
      for (int wait = pace.nextInt(4); wait > 0; wait--) {
        Thread.yield();
      }
      boolean compared = SuccessiveHalving.compares(epoch, EPOCHS);
      if (compared || epoch == EPOCHS) {
        measured.put(epoch, last - 2 * Math.exp(-epoch * (begun.number() % 3 + 1) / 3.0));
      }
      computing.decrementAndGet();
      if (compared && search.prunes(begun.number(), measured)) {
        return Optional.of(trial(begun, State.PRUNED, measured));
      }
    }
    return Optional.of(trial(begun, State.COMPLETE, measured));
  }

  private static Trial trial(Trial begun, State state, NavigableMap<Integer, Double> measured) {
    return new Trial(begun.number(), state, begun.parameters(), measured, 0.5, "");
  }

  @ParameterizedTest
  @CsvSource({"TPE,1", "TPE,2", "TPE,3", "RANDOM,2", "TPE,8"})
  void theTrialsAreTheSameHoweverLongEachTakesAndWhereverItIsInterrupted(
      SamplerChoice sampler, int jobs) throws Exception {
    List<Trial> whole = study(folder.resolve("whole"), sampler, jobs, 1, TRIALS);
    assertThat(whole).extracting(Trial::number).hasSize(TRIALS).isSorted();
    assertThat(whole).extracting(Trial::state).contains(State.PRUNED, State.COMPLETE);
    assertThat(mostComputing.get()).as("at the same time").isLessThanOrEqualTo(jobs);
    long seed = System.nanoTime();
    for (int repeat = 0; repeat < 3; repeat++) {
      Path file = folder.resolve("parts" + repeat);
      int before = 0;
      while (before < TRIALS) {
        before = study(file, sampler, jobs, seed + repeat, 7).size();
      }
      List<Trial> parts = study(file, sampler, jobs, seed, 7);
      assertThat(parts).as("pace %d", seed + repeat).isEqualTo(whole);
      assertThat(Files.readAllLines(file)).hasSize(1 + TRIALS);
    }
  }

  @Test
  void oneJobIsAsOneTrialAfterTheOther() throws Exception {
    Sampler sampler = SamplerChoice.TPE.of(FUNCTION.space(), SEED);
    List<Trial> trials = study(folder.resolve("study"), SamplerChoice.TPE, 1, 1, TRIALS);
    for (int n = 0; n < TRIALS; n++) {
      List<Trial> before = trials.subList(0, n);
      assertThat(trials.get(n).parameters()).isEqualTo(sampler.next(before).orElseThrow());
      int last = trials.get(n).epochs();
      boolean pruned = SuccessiveHalving.ends(last, trials.get(n).value(), before);
      assertThat(trials.get(n).state() == State.PRUNED).isEqualTo(last < EPOCHS && pruned);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void whatIsChosenAtRandomIsPrunedAlikeForAnyNumberOfJobs(int jobs) throws Exception {
    assertThat(study(folder.resolve("many"), SamplerChoice.RANDOM, jobs, 1, TRIALS))
        .isEqualTo(study(folder.resolve("one"), SamplerChoice.RANDOM, 1, 2, TRIALS));
  }

  @Test
  void aChoiceKnowsTheResultsUpToTheLagAndNoOthers() throws Exception {
    List<List<State>> known = new ArrayList<>();
    Sampler sampler = SamplerChoice.RANDOM.of(FUNCTION.space(), SEED);
    try (Study study = Study.open(folder.resolve("study"), plan(SamplerChoice.RANDOM, 2))) {
      Sampler watched =
          before -> {
            known.add(before.stream().map(Trial::state).toList());
            return sampler.next(before);
          };
      Search search = new Search(study, watched, 9, () -> true);
      onEveryThread(
          2,
          () -> {
            Optional<Trial> begun = search.begin();
            while (begun.isPresent()) {
              search.end(trial(begun.get(), State.COMPLETE, new TreeMap<>(Map.of(1, 0.5))));
              begun = search.begin();
            }
            return null;
          });
    }
    assertThat(known).hasSize(9);
    for (int n = 1; n <= 9; n++) {
      for (int before = 1; before < n; before++) {
        assertThat(known.get(n - 1).get(before - 1))
            .as("trial %d of the choice of trial %d", before, n)
            .isEqualTo(before <= n - Search.lag(2) ? State.COMPLETE : State.RUNNING);
      }
    }
  }

  @Test
  void aTrialThatWaitsForOneBeforeItLetsAnotherCompute() throws Exception {
    CountDownLatch thirdBegan = new CountDownLatch(1);
    try (Study study = Study.open(folder.resolve("study"), plan(SamplerChoice.RANDOM, 2))) {
      Search search =
          new Search(study, SamplerChoice.RANDOM.of(FUNCTION.space(), SEED), 3, () -> true);
      onEveryThread(
          2,
          () -> {
            Optional<Trial> begun = search.begin();
            if (begun.isPresent()) {
              if (begun.get().number() == 3) {
                thirdBegan.countDown();
              }
              if (begun.get().number() == 1) {
                thirdBegan.await();
              }
              NavigableMap<Integer, Double> measured =
                  new TreeMap<>(Map.of(1, 1.0 / begun.get().number()));
              boolean ends = search.prunes(begun.get().number(), measured);
              search.end(trial(begun.get(), ends ? State.PRUNED : State.COMPLETE, measured));
            }
            return null;
          });
      assertThat(study.record().trials())
          .extracting(Trial::state)
          .containsExactly(State.COMPLETE, State.COMPLETE, State.PRUNED);
    }
  }

  @Test
  void anExhaustedSpaceEndsTheSearch() throws Exception {
    Space space = new Space(List.of(new Dimension("a", new Choice(List.of("x", "y", "z")), "s:1")));
    try (Study study = Study.open(folder.resolve("study"), plan(SamplerChoice.TPE, 2))) {
      Search search = new Search(study, SamplerChoice.TPE.of(space, SEED), 10, () -> true);
      onEveryThread(
          2,
          () -> {
            for (Optional<Trial> t = search.begin(); t.isPresent(); t = search.begin()) {
              search.end(trial(t.get(), State.COMPLETE, new TreeMap<>(Map.of(1, 0.5))));
            }
            return null;
          });
      assertThat(study.record().trials()).hasSize(3);
      assertThat(search.isExhausted()).isTrue();
    }
  }
}
