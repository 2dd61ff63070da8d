package clickahead.train;

import clickahead.data.DerivedSessionLog;
import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.NumberColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.data.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A log in memory whose events have a time, a type and a price, and whose sessions have a country.
 */
public final class EventLog {
  private final List<int[]> items = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> prices = new ArrayList<>();
  private final List<String> countries = new ArrayList<>();
  private final Map<String, Map<Integer, String>> more = new LinkedHashMap<>();
  private boolean pricesAsTexts;

  /** Begins a session. */
  public void session(String country, int... sessionItems) {
    items.add(sessionItems);
    countries.add(country);
  }

  /** Describes the next event; there has to be one for each item. */
  public void event(long millis, String type, String price) {
    times.add(millis);
    types.add(type);
    prices.add(price);
  }

  /** Says more of the event that was described last, in a column of texts. */
  public void also(String column, String value) {
    more.computeIfAbsent(column, c -> new HashMap<>()).put(times.size() - 1, value);
  }

  /** What was said more of an event; empty where nothing was. */
  public String more(String column, int event) {
    return more.getOrDefault(column, Map.of()).getOrDefault(event, "");
  }

  /** The same with another value of one event in a column of texts. */
  public EventLog with(int event, String column, String value) {
    EventLog other = with(-1, 0, "", "");
    other.more.get(column).put(event, value);
    return other;
  }

  /** The same with one event described otherwise. */
  public EventLog with(int event, long millis, String type, String price) {
    EventLog other = new EventLog();
    other.items.addAll(items);
    other.countries.addAll(countries);
    for (int e = 0; e < times.size(); e++) {
      if (e == event) {
        other.event(millis, type, price);
      } else {
        other.event(times.get(e), types.get(e), prices.get(e));
      }
    }
    more.forEach((column, values) -> other.more.put(column, new HashMap<>(values)));
    return other;
  }

  /** The same, its prices a column of texts. */
  EventLog withPricesAsTexts() {
    EventLog other = with(-1, 0, "", "");
    other.pricesAsTexts = true;
    return other;
  }

  public long time(int event) {
    return times.get(event);
  }

  public String type(int event) {
    return types.get(event);
  }

  public String price(int event) {
    return prices.get(event);
  }

  public String country(int session) {
    return countries.get(session);
  }

  /** The log itself. */
  public SessionLog log() {
    SessionLog plain = SessionLog.of(items.toArray(int[][]::new));
    Map<String, LogColumn> events = new LinkedHashMap<>();
    events.put("type", column(types));
    events.put("price", pricesAsTexts ? column(prices) : numbers(prices));
    more.forEach(
        (name, values) ->
            events.put(
                name,
                column(
                    IntStream.range(0, times.size())
                        .mapToObj(e -> values.getOrDefault(e, ""))
                        .toList())));
    LogColumns columns = new LogColumns("shop/train.safetensors", events, sessionColumns());
    return new Timed(plain, List.copyOf(times)).with(columns);
  }

  private Map<String, LogColumn> sessionColumns() {
    Map<String, LogColumn> columns = new LinkedHashMap<>();
    columns.put("country", column(countries));
    columns.put("words", column(countries.stream().map(EventLog::words).toList()));
    columns.put("spot", column(countries.stream().map(EventLog::spot).toList()));
    return columns;
  }

  /** A list of tokens for a country; empty for an unknown one. */
  public static String words(String country) {
    return country.isEmpty() ? "" : "in " + country;
  }

  /** A vector for a country; empty for an unknown one. */
  public static String spot(String country) {
    return country.isEmpty() ? "" : country.hashCode() % 5 + " 0.5";
  }

  private static LogColumn numbers(List<String> values) {
    double[] numbers =
        values.stream()
            .mapToDouble(v -> v.isEmpty() ? Double.NaN : Double.parseDouble(v))
            .toArray();
    return new NumberColumn(place -> numbers[Math.toIntExact(place)]);
  }

  private static LogColumn column(List<String> values) {
    List<String> different = values.stream().filter(v -> !v.isEmpty()).distinct().toList();
    int[] codes = values.stream().mapToInt(different::indexOf).toArray();
    IntUnaryOperator code = place -> codes[place];
    return new TokenColumn(
        Vocabulary.of(different), place -> code.applyAsInt(Math.toIntExact(place)));
  }

  /** Ids of so many items. */
  public static List<String> ids(int items) {
    return IntStream.range(0, items).mapToObj(i -> "item" + i).toList();
  }

  private record Timed(SessionLog log, List<Long> times) implements DerivedSessionLog {
    @Override
    public long time(long event) {
      return times.get(Math.toIntExact(event));
    }
  }
}
