package clickahead.cli.recommend;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.console.PeakMemory;
import clickahead.cli.console.Program;
import clickahead.cli.console.TextTable;
import clickahead.model.SavedModel;
import clickahead.report.ModelReport.AnswerTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Times single recommendations. */
@Command(
    name = "latency",
    description = {
      "Times single recommendations: clicks through test sessions as their visitors did, and asks",
      "for a list after each click, one after the other in one thread.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead latency shop.model shop",
      "  clickahead latency shop.model test.tsv --top 10 --answers 20000 --json"
    })
public final class LatencyCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model that 'clickahead train' saved.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "TEST",
      description =
          "A folder made by 'clickahead prepare' (its test part), or a file with the columns"
              + " SessionId, ItemId and Time.")
  private Path test;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Items in a list (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--answers",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Time so many, of sessions spread over the test part; fewer if it has fewer (default:"
              + " ${DEFAULT-VALUE}).")
  private int answers;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    columns.lookAt(List.of(SavedModel.open(model).parameters()));
    AnswerTimes times;
    try (PeakMemory memory = PeakMemory.of(ProcessHandle.current().pid());
        ClickLog clicks = ClickLog.open(test, columns, program.console())) {
      AnswerTimes measured = new AnswerTimer(clicks, top, answers).measure(model);
      OptionalLong bytes = memory.bytes();
      times =
          new AnswerTimes(
              measured.answers(),
              measured.items(),
              measured.loadSeconds(),
              measured.p50(),
              measured.p90(),
              measured.p99(),
              bytes);
    }
    if (json) {
      program.console().out().println(times.toJson());
    } else {
      print(times);
    }
    return 0;
  }

  private void print(AnswerTimes times) {
    Console console = program.console();
    console.line("%,d lists of %d items, one thread", times.answers(), times.items());
    TextTable table = new TextTable().row("", "milliseconds");
    table.row("half below", millis(times.p50()));
    table.row("90 % below", millis(times.p90()));
    table.row("99 % below", millis(times.p99()));
    table.row("loading the model", millis(times.loadSeconds() * 1e6));
    table.print(console);
    times
        .bytes()
        .ifPresent(bytes -> console.line("most anonymous memory: %,d MB", bytes / 1_000_000));
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.3f", micros / 1000);
  }
}
