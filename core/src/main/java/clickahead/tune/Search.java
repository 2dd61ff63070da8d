package clickahead.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Trials side by side, with the same choices and the same ends for one seed and one number of jobs,
 * however long each of them takes and whenever the search was interrupted:
 *
 * <ul>
 *   <li>Trial n is chosen from the results of the trials up to n - {@link #lag}, and no others;
 *       those between count as running. With one job it is chosen from all before it.
 *   <li>Where trial n is compared with those before it, it waits until each of them has come as
 *       far, or has ended. So pruning never depends on the number of jobs.
 * </ul>
 *
 * <p>A trial that waits lets another compute. Calls come from as many threads as {@link #lag} says.
 */
public final class Search {
  /** What has begun to run. */
  private record Running(Map<String, String> parameters, NavigableMap<Integer, Double> measured) {}

  private final Study study;
  private final Sampler sampler;
  private final int jobs;
  private final int most;
  private final BooleanSupplier goesOn;
  private final NavigableMap<Integer, Running> running = new TreeMap<>();

  private int next = 1;
  private int computing;

  /** Trials that waited, and want to compute again; they come before new ones. */
  private int returning;

  private boolean stopped;
  private boolean exhausted;

  /**
   * A search that goes on with a study.
   *
   * @param most trials in all
   * @param goesOn may a trial begin now?
   */
  public Search(Study study, Sampler sampler, int most, BooleanSupplier goesOn) {
    this.study = study;
    this.sampler = sampler;
    this.jobs = study.record().plan().jobs();
    this.most = most;
    this.goesOn = goesOn;
  }

  /**
   * How far behind a choice the newest result is that it may know. Twice the jobs: with a smaller
   * lag cores stand idle behind a long trial, with a larger one too little is known to choose well.
   */
  public static int lag(int jobs) {
    return jobs == 1 ? 1 : 2 * jobs;
  }

  /**
   * Begins the next trial, once it may.
   *
   * @return empty if none is to begin any more
   */
  public synchronized Optional<Trial> begin() throws InterruptedException {
    while (true) {
      while (study.trial(next).isPresent()) {
        next++;
      }
      if (stopped || exhausted || next > most || !goesOn.getAsBoolean()) {
        return Optional.empty();
      }
      if (computing + returning < jobs && haveEnded(next - lag(jobs))) {
        return choose();
      }
      wait();
    }
  }

  private Optional<Trial> choose() {
    Optional<Map<String, String>> values = sampler.next(before(next));
    if (values.isEmpty()) {
      exhausted = true;
      notifyAll();
      return Optional.empty();
    }
    running.put(next, new Running(values.get(), new TreeMap<>()));
    computing++;
    return Optional.of(Trial.running(next++, values.get(), new TreeMap<>()));
  }

  /** Have all up to a trial ended? */
  private boolean haveEnded(int number) {
    return next > number && (running.isEmpty() || running.firstKey() > number);
  }

  /** The trials before one, as far as its choice may know them. */
  private List<Trial> before(int number) {
    List<Trial> before = new ArrayList<>();
    for (int n = 1; n < number; n++) {
      Optional<Trial> ended = study.trial(n);
      if (ended.isPresent() && n <= number - lag(jobs)) {
        before.add(ended.get());
      } else {
        Map<String, String> values =
            ended.isPresent() ? ended.get().parameters() : running.get(n).parameters;
        before.add(Trial.running(n, values, new TreeMap<>()));
      }
    }
    return before;
  }

  /**
   * Should a trial end after an epoch? Waits for those before it.
   *
   * @param number of the trial
   * @param measured so far, the last of them after this epoch; more is better
   */
  public synchronized boolean prunes(int number, NavigableMap<Integer, Double> measured)
      throws InterruptedException {
    int epoch = measured.lastKey();
    running.get(number).measured.putAll(measured);
    release();
    while (!stopped && !haveCome(number, epoch)) {
      wait();
    }
    returning++;
    while (!stopped && computing >= jobs) {
      wait();
    }
    returning--;
    computing++;
    return !stopped && SuccessiveHalving.ends(epoch, measured.get(epoch), measuredBefore(number));
  }

  private void release() {
    computing--;
    notifyAll();
  }

  /** Was every trial before one measured after an epoch, or has it ended? */
  private boolean haveCome(int number, int epoch) {
    return running.headMap(number).values().stream()
        .allMatch(trial -> trial.measured.containsKey(epoch));
  }

  private List<Trial> measuredBefore(int number) {
    List<Trial> before = new ArrayList<>();
    for (int n = 1; n < number; n++) {
      Running trial = running.get(n);
      before.add(
          trial == null
              ? study.trial(n).orElseThrow()
              : Trial.running(n, trial.parameters, trial.measured));
    }
    return before;
  }

  /**
   * A trial has ended.
   *
   * @return what the study came to with it
   */
  public synchronized StudyRecord end(Trial trial) throws IOException {
    study.add(trial);
    leave(trial.number());
    return study.record();
  }

  /** A trial was given up, and begins again when the study goes on. */
  public synchronized void leave(int number) {
    running.remove(number);
    release();
  }

  /** Lets no trial begin or wait any more; from any thread. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Was every combination tried? */
  public synchronized boolean isExhausted() {
    return exhausted;
  }
}
