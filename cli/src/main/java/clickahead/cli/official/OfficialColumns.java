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
    columns.item = "";
    columns.session = "";
    columns.time = "";
    for (Map.Entry<String, String> parameter : parameters) {
      switch (parameter.getKey()) {
        case "item_key" -> columns.item = parameter.getValue();
        case "session_key" -> columns.session = parameter.getValue();
        default -> columns.time = parameter.getValue();
      }
    }
    return over(columns);
  }

  /** These columns, except where an option names another. */
  public LogColumns over(LogColumns columns) {
    columns.item = item == null ? columns.item : item;
    columns.session = session == null ? columns.session : session;
    columns.time = time == null ? columns.time : time;
    return columns;
  }
}
