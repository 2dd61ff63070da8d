package clickahead.prepare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts rows of prefixes, each the items before and the item behind them, together to the sessions
 * that they are of. A chain is the rows of one session from its shortest to its longest: each row's
 * list is all that the row before it has, or the last of it where lists are cut. So each row is
 * still one item to predict, and what lies before it is the same.
 */
final class PrefixRows {

  /**
   * One row.
   *
   * @param number its place in the log
   * @param before items before, at least one
   * @param item the item behind them
   */
  record Row(long number, List<String> before, String item) {

    /** The last of all its items, as many as lists may have. */
    private List<String> end(int longest) {
      List<String> all = new ArrayList<>(before);
      all.add(item);
      return all.subList(Math.max(0, all.size() - longest), all.size());
    }

    /** Is the other one's list all that this one has, or the last of it if lists are cut? */
    private boolean leadsTo(Row other, int longest) {
      boolean cut = before.size() == longest && longest > 1;
      return other.before.size() == (cut ? longest : before.size() + 1)
          && other.before.equals(end(longest));
    }
  }

  private PrefixRows() {}

  /**
   * Chains of rows that have one session id.
   *
   * @param rows in the order of the file
   * @param longest items of the longest list of all; lists of this length may be cut
   * @return as few chains as the rows make; more than one where a row is missing, or stands there
   *     twice
   */
  static List<List<Row>> ofOneSession(List<Row> rows, int longest) {
    List<List<Row>> chains = linked(rows, longest);
    if (chains.size() > 1) {
      // Cut lists are all of one length, so that only the file's order tells which comes first.
      List<Row> backwards = new ArrayList<>(rows);
      Collections.reverse(backwards);
      List<List<Row>> other = linked(backwards, longest);
      return other.size() < chains.size() ? other : chains;
    }
    return chains;
  }

  private static List<List<Row>> linked(List<Row> rows, int longest) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(row -> row.before.size()));
    List<List<Row>> chains = new ArrayList<>();
    Map<List<String>, Deque<List<Row>>> byEnd = new HashMap<>();
    for (Row row : sorted) {
      Deque<List<Row>> open = byEnd.get(row.before);
      List<Row> chain = open == null ? null : open.poll();
      if (chain == null) {
        chain = new ArrayList<>();
        chains.add(chain);
      }
      chain.add(row);
      byEnd.computeIfAbsent(row.end(longest), end -> new ArrayDeque<>()).add(chain);
    }
    return chains;
  }

  /**
   * Does a row go on with those before it, where each row has an id of its own? They begin with a
   * list of one item and become longer by one, or become shorter by one down to that.
   *
   * @param rows those before it, in the order of the file, at least one
   */
  static boolean goesOn(List<Row> rows, Row next, int longest) {
    Row last = rows.getLast();
    return rows.getFirst().before.size() == 1
        ? last.leadsTo(next, longest)
        : next.leadsTo(last, longest);
  }

  /** Such rows from the shortest to the longest; none unless the shortest list has one item. */
  static List<Row> fromShortest(List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    if (rows.getFirst().before.size() > 1) {
      Collections.reverse(sorted);
    }
    return sorted.getFirst().before.size() == 1 ? sorted : List.of();
  }
}
