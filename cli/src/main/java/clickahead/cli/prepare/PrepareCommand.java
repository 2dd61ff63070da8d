package clickahead.cli.prepare;

import clickahead.cli.console.Program;
import clickahead.cli.console.ReadingProgress;
import clickahead.data.InputException;
import clickahead.prepare.Preparation;
import clickahead.prepare.PreparationOptions;
import clickahead.prepare.PreparationOptionsBuilder;
import clickahead.prepare.PreparationReport;
import clickahead.prepare.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;

/** Makes a data set of raw logs. */
@Command(
    name = "prepare",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Turns click logs into a data set: a folder with train, valid and test part, and a catalogue"
          + " of the items.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead prepare clicks.tsv --out shop --test-days 1",
      "  clickahead prepare 'logs/*.csv.gz' --out shop --test-days 7 --valid-days 7",
      "  clickahead prepare events.csv --out shop --user-column visitorid --gap 30m \\",
      "      --item-column itemid --time-column timestamp --test-days 7",
      "  clickahead prepare clicks.csv --out shop --time-columns year,month,day \\",
      "      --order-column order --item-columns colour,price --drop-repeats",
      "  clickahead prepare sessions.txt --session-list --out shop --test-lines 10000",
      "  clickahead prepare ratings.csv --out movies --session-column userId --split leave-one-out",
      "  clickahead prepare --recipe rsc15 yoochoose-clicks.dat --out rsc15",
      "  clickahead prepare --recipe rsc15 --help"
    })
public final class PrepareCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @ParentCommand private Program program;

  @Parameters(
      paramLabel = "LOG",
      arity = "0..*",
      description = "Log files, or patterns in quotes. Compressed ones too (.gz, .zst).")
  private List<String> logs = List.of();

  @Option(names = "--out", paramLabel = "DIR", description = "The folder to make.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the data set that the folder holds.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nPublic data sets:%n")
  private PrepareRecipe recipe = new PrepareRecipe();

  @ArgGroup(validate = false, heading = "%nWhich columns mean what:%n")
  private PrepareColumns columns = new PrepareColumns();

  @ArgGroup(validate = false, heading = "%nWhat models may look at besides the clicks:%n")
  private PrepareFeatures features = new PrepareFeatures();

  @ArgGroup(validate = false, heading = "%nWhat is removed:%n")
  private PrepareFilter filter = new PrepareFilter();

  @ArgGroup(validate = false, heading = "%nHow the sessions are divided:%n")
  private PrepareSplit split = new PrepareSplit();

  @ArgGroup(validate = false, heading = "%nHow the files are laid out:%n")
  private PrepareLayout layout = new PrepareLayout();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (recipe.list) {
      spec.commandLine().getOut().print(PrepareRecipe.table());
      spec.commandLine().getOut().flush();
      return 0;
    }
    long start = System.nanoTime();
    PreparationReport report;
    try (ReadingProgress progress =
        new ReadingProgress(program.console(), ReadingProgress.Said.STEPS)) {
      report = Preparation.run(options(), progress);
    }
    PrintWriter print = spec.commandLine().getOut();
    if (json) {
      print.println(JSON.writeValueAsString(report.asMap()));
    } else {
      print.print(report.table());
    }
    print.flush();
    err.printf("%s: made in %.1f s%n", out, (System.nanoTime() - start) / 1e9);
    err.flush();
    return 0;
  }

  private PreparationOptions options() throws InputException {
    PreparationOptionsBuilder options = PreparationOptions.builder();
    Recipe chosen = recipe.chosen(filter, split, columns);
    if (chosen != null) {
      options.recipe(chosen);
    }
    layout.apply(options);
    columns.apply(options);
    features.apply(options);
    filter.apply(options, chosen == null);
    if (chosen == null) {
      split.apply(options);
    }
    return options.logs(logs).out(out).overwrite(overwrite).build();
  }
}
