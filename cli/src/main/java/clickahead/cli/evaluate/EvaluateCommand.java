package clickahead.cli.evaluate;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.console.Program;
import clickahead.data.InputException;
import clickahead.eval.EvaluationResult;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures models and, beside them, baselines. */
@Command(
    name = "evaluate",
    description = {
      "Measures models and, beside them, baselines.",
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
      "  clickahead evaluate shop.model shop --slices --plot slices.svg",
      "  clickahead evaluate first.model second.model shop",
      "  clickahead evaluate shop.model shop --json"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(
      arity = "2..*",
      paramLabel = "MODEL... TEST",
      hideParamSyntax = true,
      description = {
        "Models that 'train' saved, then a folder made by 'clickahead prepare' (its test part), or"
            + " a file with the columns SessionId, ItemId and Time. Several models are compared on"
            + " the events whose items all of them know."
      })
  private List<Path> paths;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ProtocolOptions protocol;

  @Mixin private AnalysisOptions analysis;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    List<Path> models = paths.subList(0, paths.size() - 1);
    requireChart();
    List<Record> parameters = new ArrayList<>();
    for (Path model : models) {
      parameters.add(SavedModel.open(model).parameters());
    }
    columns.lookAt(parameters);
    try (ClickLog clicks = ClickLog.open(paths.getLast(), columns, program.console())) {
      print(program.console(), models, clicks, protocol, analysis, json);
    }
    return 0;
  }

  private void requireChart() throws InputException {
    Path plot = analysis.plot();
    if (plot != null && (!plot.toString().endsWith(".svg") || Files.isDirectory(plot))) {
      throw new InputException("--plot " + plot + ": expected a file name that ends with .svg");
    }
    if (plot != null && !Files.isWritable(plot.toAbsolutePath().getParent())) {
      throw new InputException(
          "--plot "
              + plot
              + ": its folder cannot be written, or does not exist. Name another place");
    }
  }

  /** Measures a model file by the standard protocol, and prints the result. */
  public static void print(Console console, Path model, ClickLog clicks, boolean json)
      throws IOException {
    print(console, List.of(model), clicks, new ProtocolOptions(), new AnalysisOptions(), json);
  }

  private static void print(
      Console console,
      List<Path> models,
      ClickLog clicks,
      ProtocolOptions protocol,
      AnalysisOptions analysis,
      boolean json)
      throws IOException {
    Compute compute = Compute.best();
    try (Arena arena = Arena.ofShared()) {
      Map<String, Measurement> loaded = new LinkedHashMap<>();
      for (Path model : models) {
        loaded.put(name(model, models), new Measurement(ModelFile.load(model, arena, compute)));
      }
      EvaluationResult result =
          new JointMeasurement(loaded, clicks, protocol, analysis, console).measure();
      result.warnings().forEach(warning -> console.remark("warning: %s", warning));
      new EvaluationReport(console, result, protocol.choice()).print(analysis, json);
    }
  }

  /** The file's name; the whole path where two have the same name. */
  private static String name(Path model, List<Path> models) {
    if (models.size() == 1) {
      return "model";
    }
    String name = model.getFileName().toString();
    long same = models.stream().filter(m -> m.getFileName().toString().equals(name)).count();
    return same > 1 ? model.toString() : name;
  }
}
