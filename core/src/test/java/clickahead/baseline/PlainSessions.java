package clickahead.baseline;

import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The past sessions that {@link PlainNeighbours} looks at, in lists and maps. */
final class PlainSessions {
  /** A past session: its clicks, its set of items, the time of its last click. */
  record Past(int[] clicks, Set<Integer> items, long time) {
    int lastPosition(int item) {
      int position = 0;
      for (int i = 0; i < clicks.length; i++) {
        position = clicks[i] == item ? i + 1 : position;
      }
      return position;
    }
  }

  private final List<Past> sessions = new ArrayList<>();
  private final Map<Integer, Integer> events = new HashMap<>();
  private final Map<Integer, Integer> owners = new HashMap<>();
  private int pairs;

  /**
   * Remembers a log.
   *
   * @param longest sessions of more distinct items are left out; 0 for none
   */
  PlainSessions(SessionLog train, int longest) {
    for (int s = 0; s < train.sessions(); s++) {
      int[] clicks = new int[train.length(s)];
      for (int i = 0; i < clicks.length; i++) {
        clicks[i] = train.item(train.start(s) + i);
      }
      add(clicks, clicks.length == 0 ? 0 : train.time(train.start(s + 1) - 1), longest);
    }
    // A stable sort: of equal times the later session is the newer.
    sessions.sort(Comparator.comparingLong(Past::time));
  }

  /** Adds a session behind all others. */
  void add(int[] clicks, long time, int longest) {
    Set<Integer> items = new HashSet<>();
    for (int item : clicks) {
      items.add(item);
    }
    if (items.isEmpty() || (longest > 0 && items.size() > longest)) {
      return;
    }
    sessions.add(new Past(clicks, items, time));
    pairs += items.size();
    for (int item : clicks) {
      events.merge(item, 1, Integer::sum);
    }
    items.forEach(item -> owners.merge(item, 1, Integer::sum));
  }

  /** The newest sessions that share an item, newest first. */
  List<Past> recent(Set<Integer> running, int most) {
    List<Past> recent = new ArrayList<>();
    for (int s = sessions.size() - 1; s >= 0 && (most == 0 || recent.size() < most); s--) {
      if (sessions.get(s).items().stream().anyMatch(running::contains)) {
        recent.add(sessions.get(s));
      }
    }
    return recent;
  }

  /** Number of sessions. */
  int size() {
    return sessions.size();
  }

  /**
   * How often an item was clicked; an unknown one as often as there are sessions: it is not rare.
   */
  int events(int item) {
    return events.getOrDefault(item, size());
  }

  /** How many sessions have an item. */
  int owners(int item) {
    return owners.get(item);
  }

  /** Distinct items of all sessions together. */
  int pairs() {
    return pairs;
  }
}
