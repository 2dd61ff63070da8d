package clickahead.cli.tune;

import clickahead.data.InputException;
import clickahead.tune.SamplerChoice;
import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say how a space is searched, how long, and where the trials are kept. */
final class StudyOptions {
  private static final int USUAL_TRIALS = 20;

  /** With TPE so many trials are needed for each that runs at the same time. */
  private static final int TRIALS_OF_A_JOB = 10;

  @Option(
      names = {"--trials", "-nt"},
      paramLabel = "N",
      description =
          "End when the study has so many trials (default: 20; with --time or --sampler exhaustive"
              + " no limit).")
  private Integer trials;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Trials at the same time, each on its share of the cores (default: one per core, with tpe"
              + " at most one for ten of --trials; a study that is there goes on as it was begun).")
  private Integer jobs;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "Begin no trial later than this: 2h, 90m, 1h30m. Those that run come to their end.")
  private String time;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "tpe",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SamplerChoice sampler;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the sampler; trainings have their own (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--no-pruning",
      description =
          "Train every trial to its end. By default one goes on after 1, 3, 9, ... epochs only if it"
              + " is in the best third of those before.")
  private boolean noPruning;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "STUDY",
      description = "File for the trials; if it is there the study goes on.")
  private Path out;

  void requireSound() throws InputException {
    if (Files.isDirectory(out)) {
      throw new InputException("--out " + out + " is a folder; name the file for the study");
    }
    if (trials != null && trials < 1) {
      throw new InputException("--trials is " + trials + ", must be 1 or more");
    }
    if (jobs != null && jobs < 1) {
      throw new InputException("--jobs is " + jobs + ", must be 1 or more");
    }
  }

  SamplerChoice sampler() {
    return sampler;
  }

  long seed() {
    return seed;
  }

  Path out() {
    return out;
  }

  TimeLimit limit() throws InputException {
    return TimeLimit.parse(time);
  }

  boolean prunes() {
    return !noPruning;
  }

  String pruning() {
    return noPruning ? "none" : StudyPlan.HALVING;
  }

  int mostTrials() {
    boolean limited = time == null && sampler != SamplerChoice.EXHAUSTIVE;
    return trials != null ? trials : limited ? USUAL_TRIALS : Integer.MAX_VALUE;
  }

  /**
   * Trials at the same time. With many of them TPE would know few results when it chooses, and
   * search at random in effect.
   */
  int jobs() throws IOException {
    if (jobs != null) {
      return jobs;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int enough = Math.max(1, mostTrials() / TRIALS_OF_A_JOB);
    int usual = sampler == SamplerChoice.TPE ? Math.min(cores, enough) : cores;
    return StudyRecord.read(out).map(study -> study.plan().jobs()).orElse(usual);
  }
}
