package clickahead.cli;

import picocli.CommandLine.Option;

/** Options that say how to read a file which was not prepared. */
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

  @Option(
      names = "--session-list",
      description = "The file has one session a line, items separated by spaces, no times.")
  boolean sessionList;
}
