package clickahead.cli;

import clickahead.config.Setting;
import clickahead.data.InputException;
import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      "  clickahead windows shop --model vsknn --train-days 30 --test-days 7 --shift-days 14 --json"
    })
final class WindowsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

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
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter of the model. May be given several times.")
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
    try (ClickLog clicks = ClickLog.open(data, columns)) {
      clicks.sayBadRows(main.console());
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
      measure(kind, clicks, windows);
    }
    return 0;
  }

  private static long millis(int days) {
    return Duration.ofDays(days).toMillis();
  }

  private <P extends Record> void measure(
      ModelKind<P> kind, ClickLog clicks, List<LogSplit> windows) throws IOException {
    List<Setting> settings = set.stream().map(Setting::parse).toList();
    P parameters = clickahead.config.Parameters.of(kind.parameters()).with(settings).build();
    WindowReport report = new WindowReport(main.console(), protocol.choice(), kind.name());
    for (LogSplit window : windows) {
      String title = "window %d/%d".formatted(report.windows() + 1, windows.size());
      report.add(
          new WindowRun<>(kind, parameters, protocol, main.console(), title)
              .run(window, clicks.dataset().catalog()));
    }
    report.print(json);
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
    SessionLog last = parts.getLast();
    if (last.sessions() > 0 && last.history(0) > 0) {
      throw new InputException(
          data
              + " has sessions that were cut by --split, which windows cannot join. Prepare it without");
    }
    return SessionLog.concat(parts);
  }
}
