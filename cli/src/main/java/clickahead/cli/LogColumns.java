package clickahead.cli;

import picocli.CommandLine.Option;

/** Options that name the columns of a file which was not prepared. */
final class LogColumns {
  @Option(
      names = "--session-column",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Column of a file that names the session (default: found, such as SessionId).")
  String session;

  @Option(
      names = "--item-column",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Column of a file that names the item (default: found, such as ItemId).")
  String item;

  @Option(
      names = "--time-column",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Column of a file that has the time (default: found, such as Time).")
  String time;
}
