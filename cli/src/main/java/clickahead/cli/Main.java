package clickahead.cli;

import clickahead.cli.compare.CompareCommand;
import clickahead.cli.console.ChildProgram;
import clickahead.cli.console.Console;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Program;
import clickahead.cli.console.Version;
import clickahead.cli.convert.ConvertCommand;
import clickahead.cli.convert.ExportCommand;
import clickahead.cli.convert.ImportCommand;
import clickahead.cli.demo.DemoCommand;
import clickahead.cli.evaluate.EvaluateCommand;
import clickahead.cli.official.Gru4RecCommand;
import clickahead.cli.prepare.PrepareCommand;
import clickahead.cli.prepare.PrepareRecipe;
import clickahead.cli.recbole.RecboleCommand;
import clickahead.cli.recommend.InfoCommand;
import clickahead.cli.recommend.LatencyCommand;
import clickahead.cli.recommend.RecommendCommand;
import clickahead.cli.train.TrainCommand;
import clickahead.cli.tune.StudyCommand;
import clickahead.cli.tune.TuneCommand;
import clickahead.cli.windows.WindowsCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line. Every command ends with 0 when it did what it was asked, 1 when it failed (a
 * score that is no number, a full disk), 2 when it was used or fed wrongly, and 130 when it was
 * interrupted.
 */
@Command(
    name = "clickahead",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    description = "Predicts what a visitor clicks next, from the clicks of the current session.",
    footer = {
      "",
      "Examples:",
      "  clickahead demo",
      "  clickahead prepare clicks.csv --out shop --test-days 7",
      "  clickahead train shop --out shop.model",
      "  clickahead evaluate shop.model shop",
      "  clickahead recommend shop.model --items A13,A16",
      "",
      "'clickahead COMMAND --help' explains a command and shows examples."
    },
    subcommands = {
      DemoCommand.class,
      PrepareCommand.class,
      ConvertCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      RecommendCommand.class,
      InfoCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      Gru4RecCommand.class,
      RecboleCommand.class,
      TuneCommand.class,
      StudyCommand.class,
      WindowsCommand.class,
      CompareCommand.class,
      LatencyCommand.class
    })
public final class Main implements Program, Runnable {
  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "With an error, show where in the program it arose.")
  private boolean stacktrace;

  Main(Console console) {
    this.console = console;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    ChildProgram.endWithParent();
    System.exit(run(Console.ofProcess(), args));
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  static int run(Console console, String... args) {
    Main main = new Main(console);
    Failures failures = new Failures(console.err(), () -> main.stacktrace);
    CommandLine commands = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
    TrainCommand.describeParameters(commands.getSubcommands().get("train"), List.of(args));
    Gru4RecCommand.describePresets(commands.getSubcommands().get("gru4rec"));
    return commands
        .setOut(console.outWriter())
        .setErr(console.errWriter())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setUsageHelpWidth(console.columns())
        .setExecutionStrategy(
            result ->
                PrepareRecipe.explained(result, commands)
                    ? 0
                    : new CommandLine.RunLast().execute(result))
        .execute(args);
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public int run(String... command) {
    return run(console, command);
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    CommandLine.usage(this, console.out());
  }
}
