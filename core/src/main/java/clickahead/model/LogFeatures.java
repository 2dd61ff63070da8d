package clickahead.model;

import clickahead.data.NumberColumn;
import clickahead.data.PlainColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.graph.MiniBatch;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The features of a log's events and sessions, as a model takes them. Nothing here looks ahead: an
 * event has its own values and those of its session, and the dwell time of the event before it,
 * which is over when it happens.
 */
final class LogFeatures implements EventFeatures {
  private final Reading[] readings;

  /** One feature of the log's events. */
  interface Reading {
    int row(long place, long previous);

    double amount(long place, long previous);

    /** Lists of rows, where events may have several. */
    default FeatureColumn lists() {
      return null;
    }

    /** Copies the vector of an event that has one. */
    default void vector(long place, float[] to) {
      throw new IllegalStateException("there are no vectors");
    }
  }

  private LogFeatures(List<Reading> readings) {
    this.readings = readings.toArray(Reading[]::new);
  }

  /**
   * Those of a log.
   *
   * @throws IllegalArgumentException if the log lacks a column or times, or a number is none
   */
  static EventFeatures of(FeatureEncoders encoders, SessionLog log) {
    List<Reading> readings = new ArrayList<>();
    for (int f = 0; f < encoders.count(); f++) {
      Feature feature = encoders.feature(f);
      FeatureEncoder encoder = encoders.encoder(f);
      if (feature.isDwell()) {
        LogFeatureEncodings.requireTimes(log, false);
        readings.add(new Dwell(log, encoder));
      } else {
        LongUnaryOperator places =
            feature.of() == Of.SESSION ? place -> session(log, place) : place -> place;
        String place = log.columns().place();
        readings.add(
            encoder.isVector()
                ? LogVectors.of(LogFeatureEncodings.column(feature, log), places, encoder, place)
                : reading(
                    LogFeatureEncodings.plainColumn(feature, log),
                    places,
                    encoder,
                    encoders.pooling(),
                    place));
      }
    }
    return new LogFeatures(readings);
  }

  private static Reading reading(
      PlainColumn column,
      LongUnaryOperator places,
      FeatureEncoder encoder,
      Pooling pooling,
      String place) {
    if (encoder.isList()) {
      return LogLists.of(column, places, encoder, pooling);
    }
    return switch (column) {
      case TokenColumn tokens -> new Tokens(tokens, places, encoder, place);
      case NumberColumn numbers -> new Numbers(numbers, places, encoder);
    };
  }

  @Override
  public int count() {
    return readings.length;
  }

  @Override
  public int row(int feature, long place, long previous) {
    return readings[feature].row(place, previous);
  }

  @Override
  public double amount(int feature, long place, long previous) {
    return readings[feature].amount(place, previous);
  }

  @Override
  public FeatureColumn lists(int feature) {
    return readings[feature].lists();
  }

  @Override
  public void vector(int feature, long place, float[] to) {
    readings[feature].vector(place, to);
  }

  /** How long the event before lasted. */
  private record Dwell(SessionLog log, FeatureEncoder encoder) implements Reading {
    private double number(long place, long previous) {
      return FeatureEncoder.dwell(log.time(place) - log.time(previous));
    }

    @Override
    public int row(long place, long previous) {
      return previous == NO_PLACE ? MiniBatch.NONE : encoder.row(number(place, previous));
    }

    @Override
    public double amount(long place, long previous) {
      return previous == NO_PLACE ? 0 : encoder.amount(number(place, previous));
    }
  }

  /** The session of an event. */
  private static long session(SessionLog log, long place) {
    int low = 0;
    int high = log.sessions();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (log.start(middle) <= place) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A column of texts, which have been looked up once. */
  private static final class Tokens implements Reading {
    private final TokenColumn column;
    private final LongUnaryOperator places;
    private final int[] rows;
    private final double[] amounts;

    Tokens(TokenColumn column, LongUnaryOperator places, FeatureEncoder encoder, String name) {
      this.column = column;
      this.places = places;
      rows = new int[column.vocabulary().size()];
      amounts = new double[rows.length];
      for (int code = 0; code < rows.length; code++) {
        String text = column.vocabulary().value(code);
        if (encoder.isToken()) {
          rows[code] = encoder.row(text);
          amounts[code] = 1;
        } else {
          double number = encoder.number(text, name);
          rows[code] = encoder.row(number);
          amounts[code] = encoder.amount(number);
        }
      }
    }

    private int code(long place) {
      return column.code(places.applyAsLong(place));
    }

    @Override
    public int row(long place, long previous) {
      int code = code(place);
      return code == TokenColumn.MISSING ? MiniBatch.NONE : rows[code];
    }

    @Override
    public double amount(long place, long previous) {
      int code = code(place);
      return code == TokenColumn.MISSING ? 0 : amounts[code];
    }
  }

  /** A column of numbers. */
  private static final class Numbers implements Reading {
    private final NumberColumn column;
    private final LongUnaryOperator places;
    private final FeatureEncoder encoder;

    /** Null where numbers are no tokens. */
    private final FeatureEncoder.NumberTokens tokens;

    Numbers(NumberColumn column, LongUnaryOperator places, FeatureEncoder encoder) {
      this.column = column;
      this.places = places;
      this.encoder = encoder;
      tokens = encoder.isToken() ? encoder.numberTokens() : null;
    }

    private double number(long place) {
      return column.number(places.applyAsLong(place));
    }

    @Override
    public int row(long place, long previous) {
      double number = number(place);
      if (Double.isNaN(number)) {
        return MiniBatch.NONE;
      }
      return tokens == null ? encoder.row(number) : tokens.row(number);
    }

    @Override
    public double amount(long place, long previous) {
      double number = number(place);
      if (Double.isNaN(number)) {
        return 0;
      }
      return tokens == null ? encoder.amount(number) : 1;
    }
  }
}
