package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network needs of a session's past to go on with its next event: some operators' rows of
 * the last event (<em>carried</em>: a GRU's state, and whatever outputs are picked from), and some
 * rows of each event that attention looks back at (<em>remembered</em>). As numbers: the carried
 * rows, then one slot for each event, up to the look-back limit L, where event e takes slot e mod
 * L.
 */
final class RunningState {
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private final Workspace space;
  private final int limit;
  private final List<Rows> carried = new ArrayList<>();
  private final List<Rows> remembered = new ArrayList<>();
  private final List<EventMemory> memories = new ArrayList<>();
  private int carriedUnits;
  private int slotUnits;
  private RunningAttention attention;
  private int recalled;
  private int[] places = new int[0];

  /**
   * An empty state.
   *
   * @param limit how many events attention looks back at; 0 for all
   */
  RunningState(Workspace space, int limit) {
    this.space = space;
    this.limit = limit;
  }

  /** Keeps rows of the last event. */
  void carry(Rows rows) {
    if (!carried.contains(rows)) {
      carried.add(rows);
      carriedUnits += rows.units();
    }
  }

  /** Keeps rows of each event for an attention. */
  EventMemory remember(Rows rows) {
    int known = remembered.indexOf(rows);
    if (known >= 0) {
      return memories.get(known);
    }
    EventMemory memory = new EventMemory(space, rows);
    remembered.add(rows);
    memories.add(memory);
    slotUnits += rows.units();
    return memory;
  }

  /** Whose weights are shown: the attention that was laid out last. */
  void show(RunningAttention last) {
    attention = last;
  }

  /** The attention whose weights are shown; null without one. */
  RunningAttention attention() {
    return attention;
  }

  /** Numbers of the carried rows. */
  int carriedSize() {
    return carriedUnits;
  }

  /** Numbers after so many events. */
  int size(int events) {
    long numbers = carriedUnits + (long) kept(events) * slotUnits;
    if (numbers > MOST_NUMBERS) {
      throw new IllegalStateException(
          "a session of "
              + events
              + " clicks has outgrown the memory of one array. Begin a new session, or train with"
              + " max_length above 0, which bounds what attention looks back at");
    }
    return (int) numbers;
  }

  private int kept(int events) {
    return limit == 0 || slotUnits == 0 ? events : Math.min(events, limit);
  }

  private int slot(int event) {
    return carriedUnits + (limit == 0 ? event : event % limit) * slotUnits;
  }

  /** Brings the carried rows to their operators. */
  void load(float[] state) {
    int at = 0;
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).load(state, at);
      at += carried.get(i).units();
    }
  }

  /** Keeps the rows of an event that was just computed, number 0 being a session's first. */
  void store(float[] state, int event) {
    int at = 0;
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).store(state, at);
      at += carried.get(i).units();
    }
    at = slot(event);
    for (int i = 0; i < remembered.size(); i++) {
      remembered.get(i).store(state, at);
      at += remembered.get(i).units();
    }
  }

  /** Brings the remembered rows to those who look back, after so many events. */
  void recall(float[] state, int events) {
    if (remembered.isEmpty()) {
      return;
    }
    recalled = kept(events);
    reserve(recalled);
    for (int e = 0; e < recalled; e++) {
      int at = slot(events - recalled + e);
      for (int i = 0; i < memories.size(); i++) {
        memories.get(i).load(e, state, at);
        at += remembered.get(i).units();
      }
    }
  }

  private void reserve(int events) {
    for (int i = 0; i < memories.size(); i++) {
      memories.get(i).reserve(events);
    }
    if (events > places.length) {
      places = new int[Math.max(events, 2 * places.length)];
      Arrays.setAll(places, e -> e);
    }
  }

  /** How many events were recalled. */
  int recalled() {
    return recalled;
  }

  /** The numbers 0, 1, ... of the recalled rows, and more of them. */
  int[] places() {
    return places;
  }
}
