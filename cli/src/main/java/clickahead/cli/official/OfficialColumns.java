package clickahead.cli.official;

import clickahead.cli.clicks.LogColumns;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Option;

/** The official GRU4Rec's options that name columns. */
public final class OfficialColumns {
  @Option(
      names = {"-ik", "--item_key"},
      paramLabel = "IK",
      description = "Column that names the item (default: found, such as ItemId).")
  private String item;

  @Option(
      names = {"-sk", "--session_key"},
      paramLabel = "SK",
      description = "Column that names the session (default: found, such as SessionId).")
  private String session;

  @Option(
      names = {"-tk", "--time_key"},
      paramLabel = "TK",
      description = "Column that has the time (default: found, such as Time).")
  private String time;

  /**
   * The columns; an option wins over a parameter.
   *
   * @param parameters session_key, item_key and time_key, where they are among the parameters
   */
  LogColumns of(Collection<Map.Entry<String, String>> parameters) {
    LogColumns columns = new LogColumns();
    columns.rename("", "", "");
    for (Map.Entry<String, String> parameter : parameters) {
      switch (parameter.getKey()) {
        case "item_key" -> columns.rename(parameter.getValue(), null, null);
        case "session_key" -> columns.rename(null, parameter.getValue(), null);
        default -> columns.rename(null, null, parameter.getValue());
      }
    }
    return over(columns);
  }

  /** These columns, except where an option names another. */
  public LogColumns over(LogColumns columns) {
    columns.rename(item, session, time);
    return columns;
  }
}
