package clickahead.model;

import clickahead.data.ColumnEncoding;
import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.NumberColumn;
import clickahead.data.PlainColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.data.VectorColumn;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import clickahead.model.SelectedFeatures.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToDoubleFunction;

/**
 * Learns from a training log what the values of its events' and sessions' features are to a model:
 * its tokens, the scale of its numbers, their buckets. Of very many numbers it takes as many as are
 * enough, evenly spread.
 */
final class LogFeatureEncodings {
  private static final int MOST_NUMBERS = 1 << 20;

  private LogFeatureEncodings() {}

  /**
   * The encodings of features, by name.
   *
   * @param log the training log
   * @param known what a model knows of them that goes on with this log: its tokens, and those of
   *     the log behind them, and its numbers as they are
   * @throws IllegalArgumentException if it lacks a column or times, or a number is none
   */
  static Map<String, ColumnEncoding> learn(
      List<Feature> features, SessionLog log, Map<String, ColumnEncoding> known) {
    Map<String, ColumnEncoding> encodings = new LinkedHashMap<>();
    for (Feature feature : features) {
      if (feature.isDwell()) {
        requireTimes(log, true);
      }
      ColumnEncoding before = known.get(feature.name());
      if (feature.type() == Type.TOKEN || feature.type() == Type.TOKEN_SEQ) {
        List<String> tokens = tokens(feature, log, before == null ? List.of() : before.tokens());
        encodings.put(feature.name(), new ColumnEncoding(tokens, List.of()));
      } else {
        encodings.put(
            feature.name(),
            before == null ? new ColumnEncoding(List.of(), numbers(feature, log)) : before);
      }
    }
    return encodings;
  }

  /**
   * Makes sure that a log has something of all features.
   *
   * @throws IllegalArgumentException if it lacks a column or times
   */
  static void requireAll(List<Feature> features, SessionLog log) {
    for (Feature feature : features) {
      if (feature.isDwell()) {
        requireTimes(log, false);
      } else {
        column(feature, log);
      }
    }
  }

  /**
   * The column that a feature looks at.
   *
   * @throws IllegalArgumentException if the log lacks it, with the columns that it has
   */
  static LogColumn column(Feature feature, SessionLog log) {
    LogColumns columns = log.columns();
    boolean ofSession = feature.of() == Of.SESSION;
    Map<String, LogColumn> known = ofSession ? columns.sessions() : columns.events();
    LogColumn column = known.get(feature.column());
    if (column == null) {
      String kind = ofSession ? "session" : "event";
      throw new IllegalArgumentException(
          "%s: no %s column '%s', which selected_features asks for (found: %s). Prepare the log with --%s-features %s, or select others"
              .formatted(
                  columns.place(),
                  kind,
                  feature.column(),
                  known.isEmpty() ? "none" : String.join(", ", known.keySet()),
                  kind,
                  feature.column()));
    }
    return column;
  }

  /** The same of a feature that takes no vectors: they are texts to it. */
  static PlainColumn plainColumn(Feature feature, SessionLog log) {
    return switch (column(feature, log)) {
      case PlainColumn plain -> plain;
      case VectorColumn vectors -> vectors.asTexts(places(feature, log));
    };
  }

  private static long places(Feature feature, SessionLog log) {
    return feature.of() == Of.SESSION ? log.sessions() : log.events();
  }

  /**
   * Known tokens, and behind them those that the log adds, alone or in lists, in the order in which
   * it has them.
   */
  private static List<String> tokens(Feature feature, SessionLog log, List<String> known) {
    Set<String> tokens = new LinkedHashSet<>(known);
    boolean lists = feature.type() == Type.TOKEN_SEQ;
    long places = places(feature, log);
    switch (plainColumn(feature, log)) {
      case TokenColumn column -> {
        boolean[] seen = new boolean[column.vocabulary().size()];
        for (long place = 0; place < places; place++) {
          int code = column.code(place);
          if (code != TokenColumn.MISSING && !seen[code]) {
            seen[code] = true;
            String value = column.vocabulary().value(code);
            tokens.addAll(List.of(lists ? FeatureEncoder.tokens(value) : new String[] {value}));
          }
        }
      }
      case NumberColumn column -> {
        Set<Double> seen = new HashSet<>();
        for (long place = 0; place < places; place++) {
          double number = column.number(place);
          if (!Double.isNaN(number) && seen.add(number)) {
            tokens.add(NumberColumn.text(number));
          }
        }
      }
    }
    return List.copyOf(tokens);
  }

  /** How many numbers the vectors of a log have: as many as the first; 1 where there is none. */
  private static double dimensions(Feature feature, SessionLog log) {
    LogColumn column = column(feature, log);
    if (column instanceof VectorColumn vectors) {
      return vectors.dimensions();
    }
    long places = places(feature, log);
    for (long place = 0; place < places; place++) {
      int found = FeatureEncoder.tokens(column.value(place)).length;
      if (found > 0) {
        return found;
      }
    }
    return 1;
  }

  private static List<Double> numbers(Feature feature, SessionLog log) {
    if (feature.type() == Type.VECTOR) {
      return List.of(dimensions(feature, log));
    }
    if (feature.type() == Type.FLOAT && !feature.isDwell()) {
      column(feature, log);
      return List.of();
    }
    double[] numbers = feature.isDwell() ? dwells(log) : values(feature, log);
    return switch (feature.type()) {
      case FLOAT -> List.of();
      case NORMALIZED -> {
        NumberScale scale = NumberScale.of(numbers);
        yield List.of(scale.mean(), scale.deviation());
      }
      default -> Arrays.stream(Buckets.of(numbers, feature.number()).edges()).boxed().toList();
    };
  }

  private static double[] values(Feature feature, SessionLog log) {
    LongToDoubleFunction column =
        numbers(plainColumn(feature, log), feature, log.columns().place());
    long places = places(feature, log);
    long stride = Math.max(1, places / MOST_NUMBERS);
    double[] numbers = new double[(int) ((places + stride - 1) / stride)];
    int n = 0;
    for (long place = 0; place < places; place += stride) {
      double number = column.applyAsDouble(place);
      if (!Double.isNaN(number)) {
        numbers[n++] = number;
      }
    }
    return Arrays.copyOf(numbers, n);
  }

  private static LongToDoubleFunction numbers(PlainColumn column, Feature feature, String place) {
    return switch (column) {
      case NumberColumn numbers -> numbers.numbers();
      case TokenColumn tokens -> {
        double[] parsed = new double[tokens.vocabulary().size()];
        Arrays.setAll(
            parsed, code -> FeatureEncoder.number(tokens.vocabulary().value(code), feature, place));
        yield at -> {
          int code = tokens.code(at);
          return code == TokenColumn.MISSING ? Double.NaN : parsed[code];
        };
      }
    };
  }

  /**
   * Makes sure that a log has times to tell dwell times from.
   *
   * @param lasting must there also be an event that lasted? Few sessions may have none.
   * @throws IllegalArgumentException if the log has none
   */
  static void requireTimes(SessionLog log, boolean lasting) {
    boolean pairs = false;
    boolean timed = false;
    boolean lasted = false;
    for (int s = 0; s < log.sessions() && !(timed && (lasted || !lasting)); s++) {
      for (long event = log.start(s) + 1; event < log.start(s + 1); event++) {
        long millis = log.time(event) - log.time(event - 1);
        pairs = true;
        // Where there are no times, an event's position stands for it.
        timed |= millis != 1;
        lasted |= millis > 0;
      }
    }
    if (pairs && !(timed && (lasted || !lasting))) {
      throw new IllegalArgumentException(
          log.columns().place()
              + ": event:dwell needs times, and "
              + (timed ? "all events of a session have the same one" : "the log has none")
              + ". Prepare a log with times of day, or train a model that does not look at them");
    }
  }

  /** The dwell times of all events that another one follows. */
  private static double[] dwells(SessionLog log) {
    long stride = Math.max(1, log.events() / MOST_NUMBERS);
    double[] numbers = new double[(int) (log.events() / stride) + 1];
    int n = 0;
    long at = 0;
    for (int s = 0; s < log.sessions(); s++) {
      for (long event = log.start(s) + 1; event < log.start(s + 1); event++) {
        if (at++ % stride == 0) {
          numbers[n++] = FeatureEncoder.dwell(log.time(event) - log.time(event - 1));
        }
      }
    }
    return Arrays.copyOf(numbers, n);
  }
}
