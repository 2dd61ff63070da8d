package clickahead.cli.clicks;

import clickahead.model.SequenceParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say how to read a file which was not prepared. */
public final class LogColumns {
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

  @Option(
      names = "--event-features",
      paramLabel = "NAME",
      split = ",",
      description = "Columns of a file to keep for each event, for models that look at event:NAME.")
  List<String> eventFeatures = List.of();

  @Option(
      names = "--session-features",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns of a file to keep for each session (default: what the model looks at as"
              + " session:NAME).")
  List<String> sessionFeatures = List.of();

  /** Takes other columns for item, session and time; null leaves the one that there is. */
  public void rename(String item, String session, String time) {
    this.item = item == null ? this.item : item;
    this.session = session == null ? this.session : session;
    this.time = time == null ? this.time : time;
  }

  /** Adds the columns that models look at. */
  public void lookAt(Collection<? extends Record> models) {
    Set<String> events = new LinkedHashSet<>(eventFeatures);
    Set<String> sessions = new LinkedHashSet<>(sessionFeatures);
    for (Record parameters : models) {
      if (parameters instanceof SequenceParameters sequence) {
        events.addAll(sequence.eventColumns());
        sessions.addAll(sequence.sessionColumns());
      }
    }
    eventFeatures = List.copyOf(events);
    sessionFeatures = List.copyOf(sessions);
  }

  /** The options as they were given, for a command line. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    add(words, "--session-column", session);
    add(words, "--item-column", item);
    add(words, "--time-column", time);
    add(words, "--event-features", String.join(",", eventFeatures));
    add(words, "--session-features", String.join(",", sessionFeatures));
    if (sessionList) {
      words.add("--session-list");
    }
    return words;
  }

  private static void add(List<String> words, String option, String value) {
    if (!value.isEmpty()) {
      words.add(option);
      words.add(value);
    }
  }
}
