package clickahead.prepare;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a report as a table of text. */
final class ReportTable {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final List<String[]> rows = new ArrayList<>();
  private final StringBuilder notes = new StringBuilder();

  private ReportTable() {}

  static String of(PreparationReport report) {
    ReportTable table = new ReportTable();
    Counts log = report.log();
    table.row("", "events", "sessions", "items", "");
    table.row("log", number(log.events()), number(log.sessions()), number(log.items()), "");
    for (Step step : report.steps()) {
      table.row(
          "- " + step.name(),
          minus(step.events()),
          minus(step.sessions()),
          minus(step.items()),
          step.reason());
    }
    for (Map.Entry<String, Part> part : report.parts().entrySet()) {
      Part made = part.getValue();
      table.row(
          part.getKey(),
          number(made.events()),
          number(made.sessions()),
          number(made.items()),
          report.timed() ? time(made.firstTime()) + " to " + time(made.lastTime()) + " UTC" : "");
    }
    table.notes(report);
    return table.draw();
  }

  private void notes(PreparationReport report) {
    if (report.badRows() > 0) {
      note(number(report.badRows()) + " of " + number(report.rows()) + " rows could not be used:");
      report.firstBadRows().forEach(row -> note("  " + BadRows.describe(row)));
    }
    report.parts().forEach(this::noteUnknown);
    report.itemColumns().forEach(this::noteSeveralValues);
    List<String> left =
        report.itemColumns().stream().filter(c -> !c.kept()).map(ItemColumn::name).toList();
    if (!left.isEmpty()) {
      note("columns not kept, they vary within items: " + String.join(", ", left));
    }
    report.notes().forEach(this::note);
  }

  private void noteUnknown(String name, Part part) {
    if (part.unknownItems() > 0) {
      note(
          name
              + ": "
              + number(part.unknownItems())
              + " items ("
              + number(part.unknownEvents())
              + " events) that train does not know; they stay");
    }
  }

  private void noteSeveralValues(ItemColumn column) {
    if (column.kept() && column.severalValues() > 0) {
      note(
          "item column '"
              + column.name()
              + "': "
              + number(column.severalValues())
              + (column.severalValues() == 1 ? " item has" : " items have")
              + " several values, the most frequent is taken (for example "
              + column.example()
              + ")");
    }
  }

  private void row(String... cells) {
    rows.add(cells);
  }

  private void note(String text) {
    notes.append(text).append('\n');
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String minus(long value) {
    return value == 0 ? "0" : number(-value);
  }

  private static String time(long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis));
  }

  private String draw() {
    int[] width = new int[5];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        width[i] = Math.max(width[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      String line =
          String.format(
              Locale.ROOT,
              "%-" + width[0] + "s  %" + width[1] + "s  %" + width[2] + "s  %" + width[3] + "s  %s",
              (Object[]) row);
      text.append(line.stripTrailing()).append('\n');
    }
    return text.append(notes).toString();
  }
}
