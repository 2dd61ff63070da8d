package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.Safetensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * A log of S sessions with E events in all: the items clicked, in order, and when. Sessions are in
 * the order of their first event. Immutable and usable from any thread; a log that was opened from
 * a file is mapped, not loaded.
 */
public interface SessionLog {
  /** Name of the column of session ids in a part's file. */
  String SESSION_IDS = "session_ids";

  /** Name of the column of {@link #history} in a part's file. */
  String HISTORIES = "histories";

  /** Number of sessions, S. */
  int sessions();

  /** Number of events, E. */
  long events();

  /**
   * Index of a session's first event.
   *
   * @param session 0 to S inclusive; {@code start(S)} is E
   */
  long start(int session);

  /** The item index of an event, 0 to E - 1. */
  int item(long event);

  /** The time of an event in milliseconds since 1970 UTC; for a log without times, its position. */
  long time(long event);

  /**
   * A session's rank among all sessions of the file that the log was prepared from, by their first
   * rows; its own number where that is not known.
   */
  default int rank(int session) {
    return session;
  }

  /** A session's id in the log that it came from; its number from 1 where that had none. */
  default String id(int session) {
    return Integer.toString(session + 1);
  }

  /**
   * How many of a session's first events are only what came before: given to a model, never to be
   * predicted. 0 unless a split cut the session, as leave-one-out does, or the log says so.
   */
  default int history(int session) {
    return 0;
  }

  /** What is known of events and sessions besides; nothing in most logs. */
  default LogColumns columns() {
    return LogColumns.NONE;
  }

  /** Does any session begin with history? */
  default boolean hasHistories() {
    for (int s = 0; s < sessions(); s++) {
      if (history(s) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Number of events of a session. */
  default int length(int session) {
    return Math.toIntExact(start(session + 1) - start(session));
  }

  /**
   * How often each item occurs [N].
   *
   * @param items number of items, N
   * @throws IllegalArgumentException if the log has an item beyond N
   */
  default int[] supports(int items) {
    int[] supports = new int[items];
    for (long e = 0; e < events(); e++) {
      int item = item(e);
      if (item < 0 || item >= items) {
        throw new IllegalArgumentException(
            "event " + e + " of the log has item index " + item + ", expected 0 to " + (items - 1));
      }
      supports[item]++;
    }
    return supports;
  }

  /**
   * Opens one part of a prepared data set: tensors {@code times} I64 [E], {@code starts} I64 [S+1],
   * {@code items} I32 [E], and where the order of the file that it was made from is known {@code
   * ranks} I32 [S], where the log had them the sessions' ids as strings {@code session_ids} [S],
   * and where sessions were cut their {@code histories} I32 [S]. Columns of events are {@code
   * event.NAME.codes} I32 [E], of the strings {@code event.NAME.values}, or {@code
   * event.NAME.numbers} F64 [E]; those of sessions begin with {@code session} and have [S].
   *
   * @throws clickahead.io.FormatException if the file is damaged or something else
   */
  static SessionLog open(Path file) throws IOException {
    Safetensors tensors = Safetensors.open(file);
    MemorySegment starts = tensors.data("starts", ElementType.I64);
    MemorySegment items = tensors.data("items", ElementType.I32);
    return ColumnSessionLog.checked(
        file,
        tensors.data("times", ElementType.I64),
        starts,
        items,
        tensors.tensors().containsKey("ranks") ? tensors.data("ranks", ElementType.I32) : null,
        tensors.tensors().containsKey(SESSION_IDS + StringColumn.OFFSETS)
            ? StringColumn.read(tensors, SESSION_IDS)
            : null,
        tensors.tensors().containsKey(HISTORIES) ? tensors.data(HISTORIES, ElementType.I32) : null,
        LogColumns.read(tensors, items.byteSize() / 4, starts.byteSize() / 8 - 1));
  }

  /**
   * A log among a file's tensors: {@code times}, {@code starts} and {@code items} as in {@link
   * #open}, behind a prefix.
   *
   * @throws clickahead.io.FormatException if one is missing, or they do not fit each other
   */
  static SessionLog read(Path file, Safetensors tensors, String prefix) throws IOException {
    return ColumnSessionLog.checked(
        file,
        tensors.data(prefix + "times", ElementType.I64),
        tensors.data(prefix + "starts", ElementType.I64),
        tensors.data(prefix + "items", ElementType.I32),
        null,
        null,
        null,
        LogColumns.NONE);
  }

  /** A log in memory, without times: one array of item indices per session. */
  static SessionLog of(int[]... sessions) {
    return ColumnSessionLog.of(sessions);
  }

  /**
   * The same sessions in the item indices of another catalogue.
   *
   * @param indices for each item index of this log the other one
   */
  default SessionLog renumbered(int[] indices) {
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] != i) {
        return new RenumberedSessionLog(this, indices);
      }
    }
    return this;
  }

  /** The same sessions with other columns, one value for each of this log's events or sessions. */
  default SessionLog with(LogColumns columns) {
    return new SessionLogWithColumns(this, columns);
  }

  /** Several logs one behind the other, all with the same catalogue. */
  static SessionLog concat(List<SessionLog> logs) {
    return logs.size() == 1 ? logs.getFirst() : new ConcatenatedSessionLog(logs);
  }
}
