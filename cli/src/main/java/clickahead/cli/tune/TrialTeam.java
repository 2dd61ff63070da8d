package clickahead.cli.tune;

import clickahead.cli.console.ProgressBoard;
import clickahead.model.Training;
import clickahead.tune.Search;
import clickahead.tune.StudyRecord;
import clickahead.tune.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Runs the trials of a search, as many at the same time as it has jobs. */
final class TrialTeam {
  private final TrialRun<?> run;
  private final Search search;
  private final ProgressBoard board;
  private final BiFunction<Trial, StudyRecord, String> line;
  private final Set<Training> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * @param line what is said of a trial that has ended
   */
  TrialTeam(
      TrialRun<?> run,
      Search search,
      ProgressBoard board,
      BiFunction<Trial, StudyRecord, String> line) {
    this.run = run;
    this.search = search;
    this.board = board;
    this.line = line;
  }

  /** Runs trials until none is to begin any more, or {@link #stop}. */
  void work(int jobs) throws IOException {
    int threads = Search.lag(jobs);
    try (ExecutorService members = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> results = new ArrayList<>();
      for (int member = 0; member < threads; member++) {
        results.add(members.submit(this::workAlone));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throwAgain(e.getCause());
    }
  }

  private static void throwAgain(Throwable cause) throws IOException {
    switch (cause) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(cause);
    }
  }

  private Void workAlone() throws IOException, InterruptedException {
    try {
      Optional<Trial> begun = search.begin();
      while (begun.isPresent()) {
        Optional<Trial> trial = run.run(begun.get(), this);
        if (trial.isPresent()) {
          StudyRecord record = search.end(trial.get());
          board.remark("%s", line.apply(trial.get(), record));
        } else {
          search.leave(begun.get().number());
        }
        begun = search.begin();
      }
      return null;
    } catch (Throwable e) {
      stop();
      throw e;
    }
  }

  /** Ends all trials as soon as they can, without a result; from any thread. */
  void stop() {
    stopped = true;
    search.stop();
    running.forEach(Training::requestStop);
  }

  boolean isStopped() {
    return stopped;
  }

  /** From now on {@link #stop} stops a training too. */
  void begin(Training training) {
    running.add(training);
    if (stopped) {
      training.requestStop();
    }
  }

  /** Whoever closes a training says so here first. */
  void end(Training training) {
    running.remove(training);
  }

  Search search() {
    return search;
  }

  ProgressBoard board() {
    return board;
  }
}
