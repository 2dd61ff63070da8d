package clickahead.model;

import clickahead.graph.EventFeatures;
import clickahead.graph.MiniBatch;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * What is known of a running session and its clicks besides their items, as a model takes it: when
 * they happened, and of each feature the row and how much of it. Places are the numbers of the
 * clicks. As bytes: a time of 8 bytes for each click, then for the session and for each click F
 * rows of 4 bytes and F amounts of 8.
 */
final class ClickDetails implements EventFeatures {
  /** When it is not known when. */
  static final long NO_TIME = Long.MIN_VALUE;

  private final FeatureEncoders encoders;
  private final int features;
  private long[] times = new long[8];

  /** The session's, then those of each click [1 + C, F]. */
  private int[] rows;

  private double[] amounts;

  ClickDetails(FeatureEncoders encoders) {
    this.encoders = encoders;
    features = encoders.count();
    rows = new int[features * (1 + times.length)];
    amounts = new double[rows.length];
    describe(0, Of.SESSION, Map.of());
  }

  /** What is known of the session. */
  void ofSession(Map<String, String> values) {
    describe(0, Of.SESSION, values);
  }

  /** What is known of a click. */
  void ofClick(int click, long time, Map<String, String> values) {
    if (click == times.length) {
      times = Arrays.copyOf(times, 2 * click);
      rows = Arrays.copyOf(rows, features * (1 + times.length));
      amounts = Arrays.copyOf(amounts, rows.length);
    }
    times[click] = time;
    describe(1 + click, Of.EVENT, values);
  }

  private void describe(int place, Of of, Map<String, String> values) {
    for (int f = 0; f < features; f++) {
      Feature feature = encoders.feature(f);
      String value = "";
      if (feature.of() == of && !feature.isDwell()) {
        value = values.getOrDefault(feature.column(), "");
      }
      encode(place * features + f, encoders.encoder(f), value, "a value of " + feature.name());
    }
  }

  private void encode(int at, FeatureEncoder encoder, String value, String place) {
    rows[at] = MiniBatch.NONE;
    amounts[at] = 0;
    if (!value.isEmpty()) {
      double number = encoder.isToken() ? 0 : encoder.number(value, place);
      rows[at] = encoder.isToken() ? encoder.row(value) : encoder.row(number);
      amounts[at] = encoder.isToken() ? 1 : encoder.amount(number);
    }
  }

  @Override
  public int count() {
    return features;
  }

  @Override
  public int row(int f, long place, long previous) {
    if (encoders.feature(f).isDwell()) {
      return isDwellKnown(place, previous)
          ? encoders.encoder(f).row(dwell(place, previous))
          : MiniBatch.NONE;
    }
    return rows[at(f, place)];
  }

  @Override
  public double amount(int f, long place, long previous) {
    if (encoders.feature(f).isDwell()) {
      return isDwellKnown(place, previous) ? encoders.encoder(f).amount(dwell(place, previous)) : 0;
    }
    return amounts[at(f, place)];
  }

  private int at(int f, long place) {
    boolean ofSession = encoders.feature(f).of() == Of.SESSION;
    return (ofSession ? 0 : 1 + (int) place) * features + f;
  }

  private boolean isDwellKnown(long place, long previous) {
    return previous != NO_PLACE
        && times[(int) place] != NO_TIME
        && times[(int) previous] != NO_TIME;
  }

  private double dwell(long place, long previous) {
    return FeatureEncoder.dwell(times[(int) place] - times[(int) previous]);
  }

  /** Bytes of so many clicks. */
  long bytes(int clicks) {
    return 8L * clicks + 12L * features * (1L + clicks);
  }

  void put(ByteBuffer bytes, int clicks) {
    for (int click = 0; click < clicks; click++) {
      bytes.putLong(times[click]);
    }
    for (int i = 0; i < features * (1 + clicks); i++) {
      bytes.putInt(rows[i]);
      bytes.putDouble(amounts[i]);
    }
  }

  /**
   * Reads what {@link #put} wrote; there is room for the clicks.
   *
   * @return false if it cannot be of this model
   */
  boolean get(ByteBuffer bytes, int clicks) {
    for (int click = 0; click < clicks; click++) {
      times[click] = bytes.getLong();
    }
    for (int i = 0; i < features * (1 + clicks); i++) {
      rows[i] = bytes.getInt();
      amounts[i] = bytes.getDouble();
      if (rows[i] < MiniBatch.NONE
          || rows[i] >= encoders.encoder(i % features).rows()
          || !Double.isFinite(amounts[i])) {
        return false;
      }
    }
    return true;
  }
}
