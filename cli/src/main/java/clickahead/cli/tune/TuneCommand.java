package clickahead.cli.tune;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.console.Console;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Program;
import clickahead.cli.console.ProgressBoard;
import clickahead.cli.console.ShellWords;
import clickahead.cli.console.StopRequest;
import clickahead.cli.official.OfficialTuning;
import clickahead.cli.train.PreparedTraining;
import clickahead.cli.train.SettingOptions;
import clickahead.cli.train.TrainCommand;
import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.InputException;
import clickahead.eval.Metrics;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelKind;
import clickahead.model.TrainingSet;
import clickahead.train.ValidationMetric;
import clickahead.train.ValidationParameters;
import clickahead.tune.Sampler;
import clickahead.tune.Search;
import clickahead.tune.Space;
import clickahead.tune.SpaceFile;
import clickahead.tune.Study;
import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "  clickahead tune train.tsv valid.tsv -opf space.json -fp n_sample=2048 -nt 50 -fm 5 20 --out a.study",
      "  clickahead train shop --config shop.study.best.yaml --out shop.model"
    })
public final class TuneCommand implements Callable<Integer> {
  private static final String THREADS = "threads";

  @ParentCommand private Program program;

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

  @Mixin private OfficialTuning official;
  @Mixin private StudyOptions study;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "What is measured: recall@K or mrr@K (default: recall@20).")
  private String metric;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return tune(TrainCommand.kind(model));
  }

  private <P extends Record> int tune(ModelKind<P> kind) throws IOException {
    study.requireSound();
    official.check(program.console());
    TimeLimit limit = study.limit();
    Map<String, String> fixed = new LinkedHashMap<>();
    List<Setting> shared = settings.read();
    shared.addAll(official.fixed());
    shared.forEach(setting -> fixed.put(setting.name(), setting.value()));
    Parameters<P> parameters = Parameters.of(kind.parameters()).with(shared);
    Space searched = space(parameters, kind.name(), fixed);
    searched.check(parameters);
    clicks.lookAt(parameters, searched);
    requireRanking(kind, parameters);
    Sampler chooser = study.sampler().of(searched, study.seed());
    int sideBySide = study.jobs();
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / sideBySide);
    try (ClickLog trained = clicks.open(program.console());
        ClickLog named = clicks.openValid(program.console())) {
      ValidationParameters validation = new ValidationParameters(metric(), 0, 1);
      PreparedTraining.ValidPart valid = TuneClicks.valid(trained, named, validation);
      TrainingSet part = TrainingSet.of(trained.dataset(), true);
      clicks.requireColumns(part.catalog(), part.log(), valid.log());
      StudyPlan plan =
          new StudyPlan(
              kind.name(),
              PreparedTraining.fingerprint(part, valid),
              validation.valid().toString(),
              fixed,
              searched.asText(),
              study.sampler().toString(),
              study.seed(),
              study.pruning(),
              sideBySide,
              new StudyPlan.Typed(clicks.words(), typed()));
      TrialRun<P> run =
          new TrialRun<>(
              kind,
              sharing(parameters, searched, threads),
              part,
              valid,
              validation.valid(),
              study.prunes(),
              threads);
      return search(run, chooser, plan, limit);
    }
  }

  /** A teacher would be trained for nothing, trial after trial. */
  private static <P extends Record> void requireRanking(
      ModelKind<P> kind, Parameters<P> parameters) {
    P fixed;
    try {
      fixed = parameters.build();
    } catch (InvalidSettingException e) {
      return; // What the space chooses may go with them.
    }
    kind.requireRanking(fixed);
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

  private ValidationMetric metric() throws InputException {
    if (metric != null && official.metric().isPresent()) {
      throw new InputException("--metric and -pm or -m were both given; keep one of them");
    }
    String asked = metric == null ? official.metric().orElse("recall@20") : metric;
    try {
      ValidationMetric read = ValidationMetric.parse(asked);
      if (read.exists()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for none.
    }
    throw new InputException(
        "--metric is '" + asked + "', must be recall@K or mrr@K, such as recall@20");
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
        .forEach(name -> program.console().remark("%s is set, and not searched", name));
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
    StudyReport report = new StudyReport(study.out(), plan);
    Console console = program.console();
    try (Study trials = Study.open(study.out(), plan);
        ProgressBoard board = new ProgressBoard(console);
        StopRequest stop = StopRequest.onInterrupt(() -> {})) {
      int before = trials.record().trials().size();
      if (before > 0) {
        console.remark("%s has %d trials, going on", study.out(), before);
      }
      Search search = new Search(trials, chooser, study.mostTrials(), () -> !limit.isOver());
      TrialTeam team = new TrialTeam(run, search, board, report::line);
      stop.act(team::stop);
      team.work(plan.jobs());
      if (search.isExhausted()) {
        board.remark("every combination was tried");
      }
      StudyRecord found = trials.record();
      report.writeFiles(found);
      Optional<Metrics> last = measured(run, found, team);
      board.close(); // what follows would stand behind its last line
      return end(found, last, report, stop.isRequested());
    }
  }

  /** Of the best parameters, if that is asked for. */
  private Optional<Metrics> measured(TrialRun<?> run, StudyRecord found, TrialTeam team)
      throws IOException {
    boolean asked = official.finalCutOffs().length > 0;
    return asked && found.best().isPresent() && !team.isStopped()
        ? run.measure(found.best().get().parameters(), official.finalCutOffs(), team)
        : Optional.empty();
  }

  private int end(
      StudyRecord found, Optional<Metrics> last, StudyReport report, boolean interrupted) {
    if (json) {
      report.printJson(found, last.map(official::asJson), program.console());
    } else {
      report.print(found, program.console());
      last.ifPresent(metrics -> official.print(metrics, program.console()));
    }
    if (interrupted) {
      program.console().remark("interrupted; go on with: clickahead %s", ShellWords.quote(typed()));
      return Failures.INTERRUPTED;
    }
    if (found.best().isEmpty()) {
      program.console().remark("no trial was complete; %s says why", study.out());
      return Failures.FAILED;
    }
    report.remarkFiles(found, program.console());
    return 0;
  }

  private List<String> typed() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }
}
