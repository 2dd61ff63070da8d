package clickahead.cli.windows;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.DataWarnings;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Program;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.ProtocolOptions;
import clickahead.cli.train.TrainCommand;
import clickahead.config.Setting;
import clickahead.config.YamlSettings;
import clickahead.data.InputException;
import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import clickahead.eval.Warning;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelKind;
import clickahead.model.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Trains and measures a model on one sliding window of time after the other. */
@Command(
    name = "windows",
    sortOptions = false,
    description = {
      "Trains a model on some days, measures it on the days that follow, moves on, and begins again:",
      "figures of each window, their mean, and their standard deviation, with baselines beside them.",
      "A window's model knows only the items of its own training days.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead windows shop --train-days 30 --test-days 1",
      "  clickahead windows shop --config train.yaml --train-days 30 --test-days 1",
      "  clickahead windows shop --model vsknn --train-days 30 --test-days 7 --shift-days 14 --json"
    })
public final class WindowsCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(
      paramLabel = "DATA",
      description = "A folder made by 'clickahead prepare' (all its parts), or a file of clicks.")
  private Path data;

  @Option(
      names = "--train-days",
      required = true,
      paramLabel = "N",
      description = "Days to train on.")
  private int trainDays;

  @Option(
      names = "--test-days",
      required = true,
      paramLabel = "N",
      description = "Days to measure on, right after them.")
  private int testDays;

  @Option(
      names = "--shift-days",
      paramLabel = "N",
      description = "Days from one window to the next (default: the test days).")
  private Integer shiftDays;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = Gru4RecModel.KIND,
      description = "What to train (default: ${DEFAULT-VALUE}); 'train --help' lists all.")
  private String model;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "File with parameters of the model, one 'name: value' a line.")
  private Path config;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Published parameters for a data set; the file and --set win. 'train --help' lists them.")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Sets a parameter of the model; wins over the file. May be given several times.")
  private List<String> set = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ProtocolOptions protocol;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    ModelKind<?> kind = TrainCommand.kind(model);
    int shift = shiftDays == null ? testDays : shiftDays;
    if (trainDays < 1 || testDays < 1 || shift < 1) {
      throw new InputException("--train-days, --test-days and --shift-days must be at least 1");
    }
    columns.lookAt(
        List.of(clickahead.config.Parameters.of(kind.parameters()).with(settings()).build()));
    try (ClickLog clicks = ClickLog.open(data, columns, program.console())) {
      SessionLog log = whole(clicks);
      List<LogSplit> windows =
          LogSplit.windows(log, millis(trainDays), millis(testDays), millis(shift));
      if (windows.isEmpty()) {
        throw new InputException(
            data
                + ": no window fits into the log's time ("
                + trainDays
                + " training and "
                + testDays
                + " test days). Take fewer days");
      }
      return measure(kind, clicks, windows);
    }
  }

  private static long millis(int days) {
    return Duration.ofDays(days).toMillis();
  }

  private List<Setting> settings() throws IOException {
    List<Setting> settings =
        new ArrayList<>(preset == null ? List.of() : Preset.of(preset).settings());
    if (config != null) {
      settings.addAll(YamlSettings.read(config));
    }
    set.forEach(text -> settings.add(Setting.parse(text)));
    return settings;
  }

  private <P extends Record> int measure(ModelKind<P> kind, ClickLog clicks, List<LogSplit> windows)
      throws IOException {
    Console console = program.console();
    P parameters = clickahead.config.Parameters.of(kind.parameters()).with(settings()).build();
    List<Warning> ofData =
        clicks.isPrepared()
            ? DataWarnings.preparation(clicks.dataset().record()).stream().toList()
            : List.of();
    WindowReport report = new WindowReport(console, protocol.choice(), kind.name(), ofData);
    try (StopRequest stop = StopRequest.onInterrupt(() -> {})) {
      for (LogSplit window : windows) {
        String title = "window %d/%d".formatted(report.windows() + 1, windows.size());
        console.remark("%s: training on %,d events", title, window.train().events());
        WindowRun<P> run = new WindowRun<>(kind, parameters, protocol, console, title);
        Optional<WindowRun.Result> result = run.run(window, clicks.dataset().catalog(), stop);
        if (result.isEmpty()) {
          console.remark(
              "interrupted in window %d of %d; %s",
              report.windows() + 1,
              windows.size(),
              report.windows() == 0
                  ? "there are no figures yet"
                  : "the figures are those of the windows before it");
          break;
        }
        report.add(result.get());
      }
      if (report.windows() > 0) {
        report.print(json);
      }
      return stop.isRequested() ? Failures.INTERRUPTED : 0;
    }
  }

  /** All parts of the data, in their order. */
  private SessionLog whole(ClickLog clicks) throws IOException {
    if (!clicks.isTimed()) {
      throw new InputException(data + " has no times, so that there are no days");
    }
    if (!clicks.isPrepared()) {
      return clicks.dataset().train();
    }
    if (clicks.dataset().record().path("options").path("dwell_threshold_seconds").isNumber()) {
      throw new InputException(
          data
              + " has events repeated by dwell time, which must not be measured. Prepare it without");
    }
    List<SessionLog> parts = new ArrayList<>();
    if (clicks.dataset().trainFull().isPresent()) {
      parts.add(clicks.dataset().trainFull().get());
    } else {
      parts.add(clicks.dataset().train());
      clicks.dataset().valid().ifPresent(parts::add);
    }
    clicks.dataset().test().ifPresent(parts::add);
    if (parts.stream().anyMatch(SessionLog::hasHistories)) {
      throw new InputException(
          data
              + " has sessions that begin with history, such as those cut by --split, which windows cannot"
              + " join. Prepare it without");
    }
    return SessionLog.concat(parts);
  }
}
