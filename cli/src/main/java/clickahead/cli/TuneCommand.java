package clickahead.cli;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.InputException;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelKind;
import clickahead.model.TrainingSet;
import clickahead.train.ValidationMetric;
import clickahead.train.ValidationParameters;
import clickahead.tune.Sampler;
import clickahead.tune.SamplerChoice;
import clickahead.tune.Search;
import clickahead.tune.Space;
import clickahead.tune.SpaceFile;
import clickahead.tune.Study;
import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Searches for good parameters. */
@Command(
    name = "tune",
    description = {
      "Searches for good parameters: trains on the train part with one combination after the other,",
      "and measures on the valid part. The test part is not read. The trials are kept in STUDY: after",
      "Ctrl-C or a crash the same command goes on where it stopped. The best parameters are written",
      "to STUDY.best.yaml, for train --config.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead tune shop --out shop.study",
      "  clickahead tune shop --set loss=bpr-max --set n_epochs=5 --trials 100 --out shop.study",
      "  clickahead tune shop --model narm --space hyper.test --sampler exhaustive --out narm.study",
      "  clickahead tune shop --space space.yaml --time 2h --metric mrr@20 --out shop.study",
      "  clickahead train shop --config shop.study.best.yaml --out shop.model"
    })
final class TuneCommand implements Callable<Integer> {
  private static final int USUAL_TRIALS = 20;
  private static final String THREADS = "threads";

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Mixin private TuneClicks clicks;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = Gru4RecModel.KIND,
      description = "What to train, see 'clickahead train --help' (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = {"--space", "-opf"},
      paramLabel = "FILE",
      description =
          "What to choose from: YAML, RecBole's hyper.test, or the official GRU4Rec's JSON lines"
              + " (default: a space that comes with the model).")
  private Path space;

  @Mixin private SettingOptions settings;

  @Option(
      names = "-fp",
      paramLabel = "A=B,C=D",
      description = "Sets parameters as the official paropt.py takes them; wins over --set.")
  private String fixedParameters;

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
          "Trials at the same time, each on its share of the cores (default: one per core, with tpe at"
              + " most one for ten of --trials; a study that is there goes on as it was begun).")
  private Integer jobs;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "Begin no trial later than this: 2h, 90m, 1h30m. The one that runs comes to its end.")
  private String time;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "tpe",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SamplerChoice sampler;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      defaultValue = "recall@20",
      description = "What is measured: recall@K or mrr@K (default: ${DEFAULT-VALUE}).")
  private String metric;

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

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return tune(TrainCommand.kind(model));
  }

  private <P extends Record> int tune(ModelKind<P> kind) throws IOException {
    requireSound();
    TimeLimit limit = TimeLimit.parse(time);
    Map<String, String> fixed = new LinkedHashMap<>();
    List<Setting> shared = settings.read();
    if (fixedParameters != null) {
      Stream.of(fixedParameters.split(",")).map(Setting::parse).forEach(shared::add);
    }
    shared.forEach(setting -> fixed.put(setting.name(), setting.value()));
    Parameters<P> parameters = Parameters.of(kind.parameters()).with(shared);
    Space searched = space(parameters, kind.name(), fixed);
    searched.check(parameters);
    Sampler chooser = sampler.of(searched, seed);
    int sideBySide = jobs();
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / sideBySide);
    try (ClickLog trained = clicks.open(main.console());
        ClickLog named = clicks.openValid(main.console())) {
      ValidationParameters validation = new ValidationParameters(metric(), 0, 1);
      PreparedTraining.ValidPart valid = TuneClicks.valid(trained, named, validation);
      TrainingSet part = TrainingSet.of(trained.dataset(), true);
      StudyPlan plan =
          new StudyPlan(
              kind.name(),
              PreparedTraining.fingerprint(part, valid),
              validation.valid().toString(),
              fixed,
              searched.asText(),
              sampler.toString(),
              seed,
              noPruning ? "none" : StudyPlan.HALVING,
              sideBySide,
              new StudyPlan.Typed(clicks.words(), typed()));
      TrialRun<P> run =
          new TrialRun<>(
              kind,
              sharing(parameters, searched, threads),
              part,
              valid,
              validation.valid(),
              !noPruning,
              threads);
      return search(run, chooser, plan, limit);
    }
  }

  /**
   * Trials at the same time. With many of them TPE would know few results when it chooses, and
   * search at random in effect.
   */
  private int jobs() throws IOException {
    if (jobs != null) {
      return jobs;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int usual =
        sampler == SamplerChoice.TPE ? Math.min(cores, Math.max(1, mostTrials() / 10)) : cores;
    return StudyRecord.read(out).map(study -> study.plan().jobs()).orElse(usual);
  }

  /**
   * Parameters of trials side by side: each has its share of the cores, unless something else is
   * said.
   */
  private static <P extends Record> Parameters<P> sharing(
      Parameters<P> parameters, Space searched, int threads) {
    boolean all = threads == Runtime.getRuntime().availableProcessors();
    boolean searchedFor = searched.asText().containsKey(THREADS);
    return all || searchedFor || !"0".equals(parameters.asText().get(THREADS))
        ? parameters
        : parameters.with(THREADS, "" + threads);
  }

  private void requireSound() throws InputException {
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

  private ValidationMetric metric() throws InputException {
    try {
      ValidationMetric read = ValidationMetric.parse(metric);
      if (read.exists()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for none.
    }
    throw new InputException(
        "--metric is '" + metric + "', must be recall@K or mrr@K, such as recall@20");
  }

  private Space space(Parameters<?> parameters, String kind, Map<String, String> fixed)
      throws IOException {
    if (parameters.declared().isEmpty()) {
      throw new InputException(kind + " has no parameters, so there is nothing to search");
    }
    Space all = space == null ? usualSpace(parameters, kind) : SpaceFile.read(space);
    Space searched = all.without(fixed.keySet());
    if (searched.dimensions().isEmpty()) {
      throw new InputException(
          "nothing to search: every parameter of the space is set by --preset, --config or --set");
    }
    all.asText().keySet().stream()
        .filter(fixed::containsKey)
        .forEach(name -> main.console().remark("%s is set, and not searched", name));
    return searched;
  }

  private static Space usualSpace(Parameters<?> parameters, String kind) throws IOException {
    return SpaceFile.of(kind, parameters.asText())
        .orElseThrow(
            () ->
                new InputException(
                    kind + " comes with no search space; give one with --space FILE"));
  }

  private int search(TrialRun<?> run, Sampler chooser, StudyPlan plan, TimeLimit limit)
      throws IOException {
    StudyReport report = new StudyReport(out, plan);
    Console console = main.console();
    try (Study study = Study.open(out, plan);
        ProgressBoard board = new ProgressBoard(console);
        StopRequest stop = StopRequest.onInterrupt(() -> {})) {
      int before = study.record().trials().size();
      if (before > 0) {
        console.remark("%s has %d trials, going on", out, before);
      }
      Search search = new Search(study, chooser, mostTrials(), () -> !limit.isOver());
      TrialTeam team = new TrialTeam(run, search, board, report::line);
      stop.act(team::stop);
      team.work(plan.jobs());
      if (search.isExhausted()) {
        console.remark("every combination was tried");
      }
      return end(study.record(), report, stop.isRequested());
    }
  }

  private List<String> typed() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private int mostTrials() {
    boolean limited = time == null && sampler != SamplerChoice.EXHAUSTIVE;
    return trials != null ? trials : limited ? USUAL_TRIALS : Integer.MAX_VALUE;
  }

  private int end(StudyRecord study, StudyReport report, boolean interrupted) throws IOException {
    report.writeFiles(study);
    if (json) {
      report.printJson(study, main.console());
    } else {
      report.print(study, main.console());
    }
    if (interrupted) {
      main.console().remark("interrupted; go on with: clickahead %s", ShellWords.quote(typed()));
      return Failures.INTERRUPTED;
    }
    if (study.best().isEmpty()) {
      main.console().remark("no trial was complete; %s says why", out);
      return Failures.FAILED;
    }
    report.remarkFiles(study, main.console());
    return 0;
  }
}
