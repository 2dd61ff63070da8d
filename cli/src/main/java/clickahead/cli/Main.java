package clickahead.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the command that the command line names. */
@Command(
    name = "clickahead",
    synopsisSubcommandLabel = "COMMAND",
    description = "Predicts what a visitor clicks next, from the clicks of the current session.",
    mixinStandardHelpOptions = true)
public final class Main {
  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
