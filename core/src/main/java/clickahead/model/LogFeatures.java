package clickahead.model;

import clickahead.data.LogColumn;
import clickahead.data.SessionLog;
import clickahead.graph.EventFeatures;
import clickahead.graph.MiniBatch;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a log's events and sessions, as a model takes them. Nothing here looks ahead: an
 * event has its own values and those of its session, and the dwell time of the event before it,
 * which is over when it happens.
 */
final class LogFeatures implements EventFeatures {
  private final Reading[] readings;

  /** One feature of the log's events. */
  private interface Reading {
    int row(long place, long previous);

    double amount(long place, long previous);
  }

  private LogFeatures(List<Reading> readings) {
    this.readings = readings.toArray(Reading[]::new);
  }

  /**
   * Those of a log.
   *
   * @throws IllegalArgumentException if the log lacks a column, or a number is none
   */
  static EventFeatures of(FeatureEncoders encoders, SessionLog log) {
    List<Reading> readings = new ArrayList<>();
    for (int f = 0; f < encoders.count(); f++) {
      Feature feature = encoders.feature(f);
      FeatureEncoder encoder = encoders.encoder(f);
      if (feature.isDwell()) {
        readings.add(new Dwell(log, encoder));
      } else {
        LogColumn column = LogFeatureEncodings.column(feature, log);
        readings.add(new Column(log, feature.of(), column, encoder));
      }
    }
    return new LogFeatures(readings);
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

  /** A column, whose values have been looked up once. */
  private static final class Column implements Reading {
    private final SessionLog log;
    private final boolean ofSession;
    private final LogColumn column;
    private final int[] rows;
    private final double[] amounts;

    Column(SessionLog log, Of of, LogColumn column, FeatureEncoder encoder) {
      this.log = log;
      this.column = column;
      ofSession = of == Of.SESSION;
      rows = new int[column.vocabulary().size()];
      amounts = new double[rows.length];
      for (int code = 0; code < rows.length; code++) {
        String text = column.vocabulary().value(code);
        if (encoder.isToken()) {
          rows[code] = encoder.row(text);
          amounts[code] = 1;
        } else {
          double number = encoder.number(text, log.columns().place());
          rows[code] = encoder.row(number);
          amounts[code] = encoder.amount(number);
        }
      }
    }

    private int code(long place) {
      return column.code(ofSession ? session(place) : place);
    }

    private int session(long place) {
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

    @Override
    public int row(long place, long previous) {
      int code = code(place);
      return code == LogColumn.MISSING ? MiniBatch.NONE : rows[code];
    }

    @Override
    public double amount(long place, long previous) {
      int code = code(place);
      return code == LogColumn.MISSING ? 0 : amounts[code];
    }
  }
}
