package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * What a log knows of its events (their type, the price at the time) and of its sessions (country,
 * device) besides items and times.
 *
 * @param place where the log comes from, for messages: its file, or "the log"
 * @param events columns of the events, by name
 * @param sessions columns of the sessions, by name
 */
public record LogColumns(
    String place, Map<String, LogColumn> events, Map<String, LogColumn> sessions) {
  /** Begins the names of a file's tensors of event columns. */
  public static final String EVENT = "event.";

  /** Begins the names of a file's tensors of session columns. */
  public static final String SESSION = "session.";

  private static final String CODES = ".codes";
  private static final String VALUES = ".values";
  private static final String NUMBERS = ".numbers";
  private static final String VECTORS = ".vectors";

  /** Nothing. */
  public static final LogColumns NONE = new LogColumns("the log", Map.of(), Map.of());

  /** Takes copies. */
  public LogColumns {
    events = new LinkedHashMap<>(events);
    sessions = new LinkedHashMap<>(sessions);
  }

  /** Name of the tensor of a token column's codes, I32. */
  public static String codes(String kind, String column) {
    return kind + column + CODES;
  }

  /** Name of a token column's vocabulary in a file. */
  public static String values(String kind, String column) {
    return kind + column + VALUES;
  }

  /** Name of the tensor of a number column, F64. */
  public static String numbers(String kind, String column) {
    return kind + column + NUMBERS;
  }

  /** Name of the tensor of a column of vectors, F32, one row for each place. */
  public static String vectors(String kind, String column) {
    return kind + column + VECTORS;
  }

  /** Those of a part's file, which may have none. */
  static LogColumns read(Safetensors file, long events, long sessions) throws IOException {
    return new LogColumns(
        file.file().toString(), read(file, EVENT, events), read(file, SESSION, sessions));
  }

  private static Map<String, LogColumn> read(Safetensors file, String kind, long places)
      throws IOException {
    Map<String, LogColumn> columns = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      if (name.startsWith(kind) && name.endsWith(CODES)) {
        String column = name.substring(kind.length(), name.length() - CODES.length());
        MemorySegment codes = data(file, name, ElementType.I32, column, places);
        columns.put(column, TokenColumn.of(Vocabulary.read(file, values(kind, column)), codes));
      } else if (name.startsWith(kind) && name.endsWith(NUMBERS)) {
        String column = name.substring(kind.length(), name.length() - NUMBERS.length());
        columns.put(column, NumberColumn.of(data(file, name, ElementType.F64, column, places)));
      } else if (name.startsWith(kind) && name.endsWith(VECTORS)) {
        String column = name.substring(kind.length(), name.length() - VECTORS.length());
        columns.put(column, vectors(file, name, column, places));
      }
    }
    return columns;
  }

  private static LogColumn vectors(Safetensors file, String tensor, String column, long places)
      throws IOException {
    List<Long> shape = file.tensors().get(tensor).spec().shape();
    if (shape.size() != 2 || shape.getLast() < 1) {
      throw new FormatException(
          file.file(), "damaged: the vectors of the column '" + column + "' have no length");
    }
    int dimensions = Math.toIntExact(shape.getLast());
    MemorySegment data = file.data(tensor, ElementType.F32);
    requirePlaces(file, tensor, column, shape.getFirst(), places);
    return VectorColumn.of(dimensions, data);
  }

  private static MemorySegment data(
      Safetensors file, String tensor, ElementType type, String column, long places)
      throws IOException {
    MemorySegment data = file.data(tensor, type);
    requirePlaces(file, tensor, column, data.byteSize() / type.bytes(), places);
    return data;
  }

  private static void requirePlaces(
      Safetensors file, String tensor, String column, long found, long places)
      throws FormatException {
    if (found != places) {
      throw new FormatException(
          file.file(),
          "damaged: the column '%s' has %d values for %d %s. Prepare it again"
              .formatted(column, found, places, tensor.startsWith(EVENT) ? "events" : "sessions"));
    }
  }

  /** Is there any? */
  public boolean isEmpty() {
    return events.isEmpty() && sessions.isEmpty();
  }

  /** The same of a log that messages name otherwise. */
  LogColumns of(String otherPlace) {
    return new LogColumns(otherPlace, events, sessions);
  }

  /**
   * The same for other events and sessions.
   *
   * @param event which of this log's events each is
   * @param session which of this log's sessions each is
   */
  public LogColumns at(LongUnaryOperator event, LongUnaryOperator session) {
    return new LogColumns(place, at(events, event), at(sessions, session));
  }

  private static Map<String, LogColumn> at(
      Map<String, LogColumn> columns, LongUnaryOperator source) {
    Map<String, LogColumn> others = new LinkedHashMap<>();
    columns.forEach((name, column) -> others.put(name, column.at(source)));
    return others;
  }

  /**
   * Columns that logs one behind the other all have, all as tokens, as numbers, or as vectors of
   * one length.
   *
   * @param firstEvent first event of each log among all, and at the end how many there are
   * @param firstSession the same of sessions
   */
  static LogColumns concat(List<LogColumns> logs, long[] firstEvent, long[] firstSession) {
    if (logs.stream().allMatch(LogColumns::isEmpty)) {
      return NONE;
    }
    Set<String> places = new LinkedHashSet<>();
    logs.forEach(log -> places.add(log.place()));
    return new LogColumns(
        String.join(", ", places),
        concat(logs.stream().map(LogColumns::events).toList(), firstEvent),
        concat(logs.stream().map(LogColumns::sessions).toList(), firstSession));
  }

  private static Map<String, LogColumn> concat(List<Map<String, LogColumn>> logs, long[] first) {
    Map<String, LogColumn> all = new LinkedHashMap<>();
    for (String name : logs.getFirst().keySet()) {
      List<LogColumn> parts =
          logs.stream().map(log -> log.get(name)).filter(Objects::nonNull).toList();
      boolean everywhere = parts.size() == logs.size();
      if (everywhere && parts.stream().allMatch(NumberColumn.class::isInstance)) {
        all.put(name, concatNumbers(parts.toArray(NumberColumn[]::new), first));
      } else if (everywhere && parts.stream().allMatch(TokenColumn.class::isInstance)) {
        all.put(name, concatTokens(parts.toArray(TokenColumn[]::new), first));
      } else if (everywhere && areOfOneLength(parts)) {
        all.put(name, concatVectors(parts.toArray(VectorColumn[]::new), first));
      }
    }
    return all;
  }

  private static int part(long[] first, long place) {
    int part = 0;
    while (place >= first[part + 1]) {
      part++;
    }
    return part;
  }

  private static LogColumn concatNumbers(NumberColumn[] columns, long[] first) {
    return new NumberColumn(
        place -> {
          int part = part(first, place);
          return columns[part].number(place - first[part]);
        });
  }

  private static boolean areOfOneLength(List<LogColumn> parts) {
    return parts.getFirst() instanceof VectorColumn first
        && parts.stream()
            .allMatch(c -> c instanceof VectorColumn v && v.dimensions() == first.dimensions());
  }

  private static LogColumn concatVectors(VectorColumn[] columns, long[] first) {
    return new VectorColumn(
        columns[0].dimensions(),
        (place, k) -> {
          int part = part(first, place);
          return columns[part].source().get(place - first[part], k);
        });
  }

  private static LogColumn concatTokens(TokenColumn[] columns, long[] first) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[][] codes = new int[columns.length][];
    for (int p = 0; p < codes.length; p++) {
      Vocabulary values = columns[p].vocabulary();
      codes[p] = new int[values.size()];
      for (int code = 0; code < codes[p].length; code++) {
        codes[p][code] = known.computeIfAbsent(values.value(code), value -> known.size());
      }
    }
    return new TokenColumn(
        Vocabulary.of(new ArrayList<>(known.keySet())),
        place -> {
          int part = part(first, place);
          int code = columns[part].code(place - first[part]);
          return code == TokenColumn.MISSING ? code : codes[part][code];
        });
  }
}
