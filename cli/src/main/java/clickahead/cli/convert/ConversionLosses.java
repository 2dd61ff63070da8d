package clickahead.cli.convert;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.console.Console;
import clickahead.data.Catalog;
import clickahead.data.LogColumns;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.prepare.AtomicTypes;
import clickahead.prepare.LogTarget;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what a conversion leaves out. */
record ConversionLosses(Console console, LogTarget to) {

  /** What the format has no place for. */
  void say(ClickLog log) throws IOException {
    var catalog = log.dataset().catalog();
    if (!to.holdsItemColumns() && !catalog.columns().isEmpty()) {
      console.remark("left out, as %s has no place for it: item columns %s", to, catalog.columns());
    }
    var known = log.dataset().train().columns();
    if (!to.holdsEventColumns() && !known.isEmpty()) {
      console.remark(
          "left out, as %s has no place for it: columns %s of events and %s of sessions",
          to, known.events().keySet(), known.sessions().keySet());
    }
    List<String> dropped =
        log.dataset()
            .record()
            .path("item_columns")
            .valueStream()
            .filter(column -> !column.path("kept").asBoolean())
            .map(column -> column.path("name").asString())
            .toList();
    if (!log.isPrepared() && !dropped.isEmpty()) {
      console.remark(
          "left out, as they differ from event to event of an item: columns %s;"
              + " --event-features keeps them, --item-columns takes the most frequent value",
          dropped);
    }
    if (log.isTimed() && !to.holdsTimes()) {
      console.remark("left out, as %s has no place for it: times and session ids", to);
    }
    if (!log.isTimed() && to.holdsTimes() && to != LogTarget.ATOMIC_LISTS) {
      console.remark("the log has no times: the number of each event stands for them");
    }
  }

  /** That RecBole would take a list or vector of an atomic file for one token. */
  void sayOfTokens(ClickLog log, AtomicTypes types) throws IOException {
    Catalog catalog = log.dataset().catalog();
    Set<String> spaced = new TreeSet<>();
    for (String column : catalog.columns()) {
      if (IntStream.range(0, catalog.size())
          .anyMatch(item -> hasSpace(catalog.value(item, column)))) {
        spaced.add(column);
      }
    }
    if (to.holdsEventColumns()) {
      LogColumns known = log.dataset().train().columns();
      Stream.concat(known.events().entrySet().stream(), known.sessions().entrySet().stream())
          .filter(column -> column.getValue() instanceof TokenColumn t && hasSpaces(t))
          .forEach(column -> spaced.add(column.getKey()));
    }
    spaced.removeAll(types.chosen().keySet());
    if (!spaced.isEmpty()) {
      console.remark(
          "values of %s have spaces, and are each one token to RecBole; --atomic-types"
              + " NAME=token_seq makes lists of tokens of them, NAME=float_seq vectors",
          String.join(", ", spaced));
    }
  }

  private static boolean hasSpaces(TokenColumn column) {
    return IntStream.range(0, column.vocabulary().size())
        .anyMatch(code -> hasSpace(column.vocabulary().value(code)));
  }

  private static boolean hasSpace(String value) {
    return value.strip().indexOf(' ') >= 0;
  }

  /** What rows of lists leave out. */
  void sayOfLists(Collection<SessionLog> parts, int longestList) {
    long alone = 0;
    long cut = 0;
    for (SessionLog part : parts) {
      for (int s = 0; s < part.sessions(); s++) {
        alone += part.length(s) <= Math.max(1, part.history(s)) ? 1 : 0;
        cut += part.length(s) > longestList + 1 ? 1 : 0;
      }
    }
    if (alone > 0) {
      console.remark("left out, as nothing in them is to be predicted: %,d sessions", alone);
    }
    if (cut > 0) {
      console.remark(
          "lists of %,d sessions are cut to their last %d items; --max-list-length takes more",
          cut, longestList);
    }
  }
}
