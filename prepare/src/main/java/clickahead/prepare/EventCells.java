package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.NumberColumn;
import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What formats with a row for each event have behind session, item and time: the columns of events
 * and sessions, and where wanted those of the items. Where an event and its item have a column of
 * one name, the event's stands there.
 */
final class EventCells {
  private final List<Column> columns = new ArrayList<>();

  /** Gives a column's value. */
  @FunctionalInterface
  interface Cell {
    /** The value of an event; empty where it has none. */
    String of(int session, long event, int item);
  }

  /**
   * A column.
   *
   * @param number is it a column of numbers? Known of events and sessions alone
   */
  record Column(String name, boolean number, Cell cell) {}

  EventCells(SessionLog log, Catalog catalog, boolean withItems) {
    LogColumns known = log.columns();
    if (withItems) {
      for (String name : catalog.columns()) {
        if (!known.events().containsKey(name) && !known.sessions().containsKey(name)) {
          columns.add(new Column(name, false, (s, e, item) -> catalog.value(item, name)));
        }
      }
    }
    known
        .events()
        .forEach(
            (name, column) ->
                columns.add(new Column(name, isNumber(column), (s, e, item) -> column.value(e))));
    known
        .sessions()
        .forEach(
            (name, column) -> {
              if (!known.events().containsKey(name)) {
                columns.add(new Column(name, isNumber(column), (s, e, item) -> column.value(s)));
              }
            });
  }

  private static boolean isNumber(LogColumn column) {
    return column instanceof NumberColumn;
  }

  List<Column> columns() {
    return columns;
  }
}
