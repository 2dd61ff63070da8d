package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.NumberColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.data.VectorColumn;
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
   * @param type RecBole's: float, float_seq or token; known of events and sessions alone
   */
  record Column(String name, String type, Cell cell) {}

  EventCells(SessionLog log, Catalog catalog, boolean withItems) {
    LogColumns known = log.columns();
    if (withItems) {
      for (String name : catalog.columns()) {
        if (!known.events().containsKey(name) && !known.sessions().containsKey(name)) {
          columns.add(new Column(name, "token", (s, e, item) -> catalog.value(item, name)));
        }
      }
    }
    known
        .events()
        .forEach(
            (name, column) ->
                columns.add(new Column(name, type(column), (s, e, item) -> column.value(e))));
    known
        .sessions()
        .forEach(
            (name, column) -> {
              if (!known.events().containsKey(name)) {
                columns.add(new Column(name, type(column), (s, e, item) -> column.value(s)));
              }
            });
  }

  private static String type(LogColumn column) {
    return switch (column) {
      case NumberColumn numbers -> "float";
      case VectorColumn vectors -> "float_seq";
      case TokenColumn tokens -> "token";
    };
  }

  List<Column> columns() {
    return columns;
  }
}
