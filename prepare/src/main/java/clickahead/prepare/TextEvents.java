package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import tools.jackson.databind.ObjectMapper;

/** Writes events as lines of text. */
final class TextEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Catalog catalog;
  private final Path place;
  private final Writer writer;
  private final LongConsumer progress;
  private long written;

  /**
   * @param place what errors name
   * @param progress hears how many events are written, after each session
   */
  TextEvents(Catalog catalog, Path place, Writer writer, LongConsumer progress) {
    this.catalog = catalog;
    this.place = place;
    this.writer = writer;
    this.progress = progress;
  }

  private void wrote(long events) {
    written += events;
    progress.accept(written);
  }

  void write(TargetForm form, SessionLog log) throws IOException {
    switch (form.target()) {
      case OFFICIAL -> writeTable("SessionId\tItemId\tTime", log, List.of(), AtomicTypes.OWN);
      case ATOMIC -> writeAtomic(log, form.types());
      case ATOMIC_LISTS -> writeLists(form, log);
      case JSONL -> writeObjects(log);
      case SESSION_LIST -> writeSessions(log);
      case PARQUET -> throw new IllegalArgumentException("Parquet is no text");
    }
  }

  /** A time in seconds, without zeros at the end. */
  static String seconds(long millis) {
    BigDecimal seconds = BigDecimal.valueOf(millis, 3).stripTrailingZeros();
    return seconds.toPlainString();
  }

  private void writeAtomic(SessionLog log, AtomicTypes types) throws IOException {
    StringBuilder header = new StringBuilder("session_id:token\titem_id:token\ttimestamp:float");
    List<EventCells.Column> columns = new EventCells(log, catalog, false).columns();
    for (EventCells.Column column : columns) {
      String typed = column.name() + ":" + types.of(column.name(), column.type());
      header.append('\t').append(cell(typed, "column"));
    }
    writeTable(header.toString(), log, columns, types);
  }

  private void writeTable(
      String header, SessionLog log, List<EventCells.Column> columns, AtomicTypes types)
      throws IOException {
    writer.write(header + "\n");
    for (int s = 0; s < log.sessions(); s++) {
      String id = cell(log.id(s), "session");
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        String item = cell(catalog.id(log.item(e)), "item");
        writer.write(id + "\t" + item + "\t" + seconds(log.time(e)));
        for (EventCells.Column column : columns) {
          String value = column.cell().of(s, e, log.item(e));
          types.requireFits(column.name(), value, place, id);
          writer.write("\t" + cell(value, "value of " + column.name()));
        }
        writer.write("\n");
      }
      wrote(log.length(s));
    }
  }

  /** One line per event that is to be predicted: what came before, and it. */
  private void writeLists(TargetForm form, SessionLog log) throws IOException {
    writer.write("session_id:token\titem_id_list:token_seq\titem_id:token");
    writer.write(form.timed() ? "\ttimestamp_list:float_seq\ttimestamp:float\n" : "\n");
    for (int s = 0; s < log.sessions(); s++) {
      String id = cell(log.id(s), "session");
      List<String> items = new ArrayList<>();
      List<String> times = new ArrayList<>();
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        items.add(word(log, s, e, "a list"));
        times.add(form.timed() ? seconds(log.time(e)) : "");
      }
      for (int i = Math.max(1, log.history(s)); i < items.size(); i++) {
        int from = Math.max(0, i - form.longestList());
        String list = cell(String.join(" ", items.subList(from, i)), "list");
        writer.write(id + "\t" + list + "\t" + cell(items.get(i), "item"));
        if (form.timed()) {
          writer.write("\t" + String.join(" ", times.subList(from, i)) + "\t" + times.get(i));
        }
        writer.write("\n");
      }
      wrote(log.length(s));
    }
  }

  /** One line per item of the catalogue: its id and its value in each item column. */
  void writeItems(AtomicTypes types) throws IOException {
    writer.write("item_id:token");
    for (String column : catalog.columns()) {
      writer.write("\t" + cell(column + ":" + types.of(column, "token"), "item column"));
    }
    writer.write("\n");
    for (int i = 0; i < catalog.size(); i++) {
      writer.write(cell(catalog.id(i), "item"));
      for (String column : catalog.columns()) {
        String value = catalog.value(i, column);
        types.requireFits(column, value, place, catalog.id(i));
        writer.write("\t" + cell(value, "value of " + column));
      }
      writer.write("\n");
    }
  }

  private void writeObjects(SessionLog log) throws IOException {
    List<EventCells.Column> columns = new EventCells(log, catalog, true).columns();
    for (int s = 0; s < log.sessions(); s++) {
      String head = "{\"SessionId\":" + JSON.writeValueAsString(log.id(s)) + ",\"ItemId\":";
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        int item = log.item(e);
        writer.write(head + JSON.writeValueAsString(catalog.id(item)));
        writer.write(",\"Time\":" + seconds(log.time(e)));
        for (EventCells.Column column : columns) {
          writer.write("," + JSON.writeValueAsString(column.name()) + ":");
          writer.write(JSON.writeValueAsString(column.cell().of(s, e, item)));
        }
        writer.write("}\n");
      }
      wrote(log.length(s));
    }
  }

  private void writeSessions(SessionLog log) throws IOException {
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        String item = word(log, s, e, "a session list");
        writer.write((e == log.start(s) ? "" : " ") + item);
      }
      writer.write("\n");
      wrote(log.length(s));
    }
  }

  /** An item's id where spaces separate them. */
  private String word(SessionLog log, int session, long event, String where) throws InputException {
    String item = catalog.id(log.item(event));
    if (item.isEmpty() || item.chars().anyMatch(c -> Character.isWhitespace(c))) {
      throw new InputException(
          place
              + ": item '"
              + item
              + "' of session '"
              + log.id(session)
              + "' has a space in its id, which separates items in "
              + where
              + ". Convert to official, atomic, parquet or jsonl");
    }
    return item;
  }

  /** A value of a tab-separated file, in quotes where it must be. */
  private String cell(String value, String what) throws InputException {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new InputException(
          place
              + ": "
              + what
              + " '"
              + value.replace("\n", "\\n").replace("\r", "\\r")
              + "' has a line end in it, which this format cannot hold. Convert to parquet or"
              + " jsonl");
    }
    return value.indexOf('\t') >= 0 || value.indexOf('"') >= 0
        ? "\"" + value.replace("\"", "\"\"") + "\""
        : value;
  }
}
