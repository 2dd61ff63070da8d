package clickahead.cli;

import clickahead.eval.EvaluationResult;
import clickahead.eval.MetricChoice;
import clickahead.eval.Warning;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures a model and, beside it, baselines. */
@Command(
    name = "evaluate",
    description = {
      "Measures a model and, beside it, baselines.",
      "Unless told otherwise, ranks the next item of every transition of every test session among",
      "all items, and prints recall and MRR in both tie modes, with popularity, session popularity",
      "and a first-order Markov chain beside the model.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead evaluate shop.model shop",
      "  clickahead evaluate shop.model test.tsv --at 1,5,10,20",
      "  clickahead evaluate shop.model shop --metrics recall,ndcg --ties median --lists",
      "  clickahead evaluate shop.model shop --events last --candidates popular:1000",
      "  clickahead evaluate shop.model shop --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that 'train' saved.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "TEST",
      description =
          "A folder made by 'clickahead prepare' (its test part), or a file with the columns"
              + " SessionId, ItemId and Time.")
  private Path test;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ProtocolOptions protocol;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    try (ClickLog clicks = ClickLog.open(test, columns)) {
      print(main.console(), model, clicks, protocol, json);
    }
    return 0;
  }

  /** Measures a model file on the test sessions of a log, and prints the result. */
  static void print(
      Console console, Path model, ClickLog clicks, ProtocolOptions protocol, boolean json)
      throws IOException {
    Compute compute = Compute.best();
    try (Arena arena = Arena.ofShared()) {
      EvaluationResult result =
          new Measurement(ModelFile.load(model, arena, compute))
              .on(clicks.test(), clicks.dataset().catalog(), protocol, console);
      List<Warning> warnings = result.warnings();
      warnings.forEach(warning -> console.remark("warning: %s", warning));
      MetricChoice choice = protocol.choice();
      console.out().print(json ? result.toJson(choice) + "\n" : result.toText(choice));
    }
  }
}
