package clickahead.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
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
    versionProvider = Main.Version.class,
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
public final class Main implements Runnable {
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

  Console console() {
    return console;
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    CommandLine.usage(this, console.out());
  }

  /** The version as the jar states it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "clickahead " + Objects.requireNonNullElse(version, "(not packaged)"),
        "JVM ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
      };
    }
  }
}
