package clickahead.cli.demo;

import clickahead.Recommender;
import clickahead.cli.console.Console;
import clickahead.cli.console.Program;
import clickahead.cli.console.ShellWords;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows everything on a real shop's clicks: runs the other commands, as a user would type them. */
@Command(
    name = "demo",
    description = {
      "Shows everything on the clicks of a real shop.",
      "Prepares the bundled clicks of an online shop, trains a model, measures it beside baselines",
      "and shows what it recommends in three real sessions.",
      ""
    },
    footer = {"", "Example:", "  clickahead demo --out demo"})
public final class DemoCommand implements Callable<Integer> {
  private static final String LOG = "examples/eshop-2008/e-shop-clothing-2008.csv.gz";

  @ParentCommand private Program program;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "clickahead-demo",
      description = "Folder for the data set and the model (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("clickahead.home", ""));
    Path log = shortest(home.resolve(LOG));
    if (!Files.isRegularFile(log)) {
      throw new InputException(log + ": the bundled clicks are not there; run bin/clickahead demo");
    }
    Path shop = out.resolve("shop");
    Path model = out.resolve("shop.model");
    List<List<String>> commands =
        List.of(prepare(log, shop), train(shop, model), evaluate(shop, model));
    for (List<String> command : commands) {
      program.console().line("$ clickahead %s", ShellWords.quote(command));
      int exitCode = program.run(command.toArray(String[]::new));
      if (exitCode != 0) {
        return exitCode;
      }
      program.console().line("");
    }
    Dataset dataset = Dataset.open(shop);
    new DemoSessions(program.console(), Recommender.load(model), dataset).show();
    sayWhatNext(shop, model);
    return 0;
  }

  /** The path from where the user is, if that is below it. */
  private static Path shortest(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  /** The split that the figures in the documentation are measured on. */
  public static List<String> prepare(Path log, Path shop) {
    return List.of(
        "prepare",
        log.toString(),
        "--out",
        shop.toString(),
        "--overwrite",
        "--session-column",
        "session ID",
        "--item-column",
        "page 2 (clothing model)",
        "--time-columns",
        "year,month,day",
        "--order-column",
        "order",
        "--item-columns",
        "page 1 (main category),colour,price",
        "--drop-repeats",
        "--test-days",
        "14",
        "--calendar-days");
  }

  /** The words of the training. */
  public static List<String> train(Path shop, Path model) {
    return List.of(
        "train", shop.toString(), "--set", "dropout_p_hidden=0.2", "--out", model.toString());
  }

  static List<String> evaluate(Path shop, Path model) {
    return List.of("evaluate", model.toString(), shop.toString());
  }

  private void sayWhatNext(Path shop, Path model) {
    Console console = program.console();
    console.line(
        "Clicks: Łapczyński and Białowąs (2013), https://doi.org/10.24432/C5QK7X, CC BY 4.0.");
    console.line("");
    console.line("Try next:");
    console.line("  clickahead recommend %s --items A13,A16 --top 5", ShellWords.quote(model));
    console.line("  clickahead info %s", ShellWords.quote(model));
    console.line(
        "  clickahead train %s --set layers=224 --set n_epochs=5 --out %s",
        ShellWords.quote(shop), ShellWords.quote(out.resolve("larger.model")));
    console.line("  clickahead prepare --help     (your own clicks)");
  }
}
