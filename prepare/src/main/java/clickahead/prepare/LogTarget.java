package clickahead.prepare;

import java.util.Locale;

/** What a log can be converted to. */
public enum LogTarget {
  /** The official GRU4Rec code's tab-separated SessionId, ItemId, Time. */
  OFFICIAL,
  /** RecBole's atomic files: PREFIX.inter, and PREFIX.item where there are item columns. */
  ATOMIC,
  /**
   * Likewise, one row per prefix: the items before, and the one behind them. The only format that
   * says which events are history.
   */
  ATOMIC_LISTS,
  /** Apache Parquet, one row per event. */
  PARQUET,
  /** One session a line, items separated by spaces. */
  SESSION_LIST,
  /** One JSON object per event. */
  JSONL;

  /** Is it RecBole's atomic files, of which each part has its own? */
  public boolean isAtomic() {
    return this == ATOMIC || this == ATOMIC_LISTS;
  }

  /** Can it say when an event happened? */
  public boolean holdsTimes() {
    return this != SESSION_LIST;
  }

  /** Can it say more about an event than item and time? */
  public boolean holdsEventColumns() {
    return this == ATOMIC || this == PARQUET || this == JSONL;
  }

  /** Can it say more about an item than its id? */
  public boolean holdsItemColumns() {
    return this == PARQUET || this == JSONL || isAtomic();
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
