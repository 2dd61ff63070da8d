package clickahead.model;

import clickahead.graph.MiniBatch;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a running session and its clicks besides their items, as a model takes it: when
 * they happened, and of each feature the row and how much of it, or its list of rows, or its
 * vector. Places are the numbers of the clicks. As bytes: a time of 8 bytes for each click, then
 * for the session and for each click F rows of 4 bytes and F amounts of 8; the row of a list is its
 * length, that of a vector 0. Behind them, feature by feature, the rows of the lists and the
 * numbers of the vectors, 4 bytes each.
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

  /** Of features with lists [F]; null of others. */
  private final RowLists[] lists;

  /** Of features with vectors [F]; null of others. */
  private final ClickVectors[] vectors;

  ClickDetails(FeatureEncoders encoders) {
    this.encoders = encoders;
    features = encoders.count();
    rows = new int[features * (1 + times.length)];
    amounts = new double[rows.length];
    lists = new RowLists[features];
    vectors = new ClickVectors[features];
    for (int f = 0; f < features; f++) {
      FeatureEncoder encoder = encoders.encoder(f);
      lists[f] = encoder.isList() ? new RowLists(encoder.rows(), encoders.pooling()) : null;
      vectors[f] = encoder.isVector() ? new ClickVectors(encoder.dimensions()) : null;
    }
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
      int at = place * features + f;
      String name = encoders.encoder(f).place();
      if (lists[f] == null && vectors[f] == null) {
        encode(at, encoders.encoder(f), value, name);
      } else if (feature.of() == of) {
        encodeMany(at, f, of == Of.SESSION ? 0 : place - 1, value, name);
      } else {
        rows[at] = lists[f] == null ? MiniBatch.NONE : 0;
        amounts[at] = 0;
      }
    }
  }

  /** The same of a list or a vector, which has a number. */
  private void encodeMany(int at, int f, int number, String value, String place) {
    FeatureEncoder encoder = encoders.encoder(f);
    amounts[at] = 0;
    if (lists[f] != null) {
      lists[f].set(number, encoder, value);
      rows[at] = lists[f].length(number);
    } else if (value.isBlank()) {
      rows[at] = MiniBatch.NONE;
    } else {
      vectors[f].set(number, encoder.vector(value, place));
      rows[at] = 0;
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
    int row = rows[at(f, place)];
    if (lists[f] != null) {
      return row == 0 ? MiniBatch.NONE : number(f, place);
    }
    return row;
  }

  /** The number of the list or vector that a click has of a feature. */
  private int number(int f, long place) {
    return encoders.feature(f).of() == Of.SESSION ? 0 : (int) place;
  }

  @Override
  public FeatureColumn lists(int f) {
    return lists[f] == null ? null : lists[f].column();
  }

  @Override
  public void vector(int f, long place, float[] to) {
    vectors[f].get(number(f, place), to);
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

  /** Bytes of so many clicks, without lists and vectors. */
  long leastBytes(int clicks) {
    return 8L * clicks + 12L * features * (1L + clicks);
  }

  /** May there be more than the least? */
  boolean hasMany() {
    return Arrays.stream(lists).anyMatch(Objects::nonNull)
        || Arrays.stream(vectors).anyMatch(Objects::nonNull);
  }

  /** Bytes of the clicks. */
  long bytes(int clicks) {
    long bytes = leastBytes(clicks);
    for (int f = 0; f < features; f++) {
      for (int n = 0; n < numbers(f, clicks); n++) {
        int row = rows[at(f, n)];
        if (lists[f] != null) {
          bytes += (long) Integer.BYTES * row;
        } else if (row >= 0) {
          bytes += vectors[f].bytes();
        }
      }
    }
    return bytes;
  }

  /** How many lists or vectors there are of a feature. */
  private int numbers(int f, int clicks) {
    if (lists[f] == null && vectors[f] == null) {
      return 0;
    }
    return encoders.feature(f).of() == Of.SESSION ? 1 : clicks;
  }

  void put(ByteBuffer bytes, int clicks) {
    for (int click = 0; click < clicks; click++) {
      bytes.putLong(times[click]);
    }
    for (int i = 0; i < features * (1 + clicks); i++) {
      bytes.putInt(rows[i]);
      bytes.putDouble(amounts[i]);
    }
    for (int f = 0; f < features; f++) {
      for (int n = 0; n < numbers(f, clicks); n++) {
        int row = rows[at(f, n)];
        if (lists[f] == null && row >= 0) {
          vectors[f].put(bytes, n);
        }
        for (int i = 0; lists[f] != null && i < row; i++) {
          bytes.putInt(lists[f].row(n, i));
        }
      }
    }
  }

  /**
   * Reads what {@link #put} wrote; there is room for the clicks, and at least the least bytes.
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
      boolean fits =
          lists[i % features] == null
              ? rows[i] >= MiniBatch.NONE && rows[i] < encoders.encoder(i % features).rows()
              : rows[i] >= 0;
      if (!fits || !Double.isFinite(amounts[i])) {
        return false;
      }
    }
    for (int f = 0; f < features; f++) {
      for (int n = 0; n < numbers(f, clicks); n++) {
        if (!getMany(bytes, f, n)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean getMany(ByteBuffer bytes, int f, int n) {
    int row = rows[at(f, n)];
    if (vectors[f] != null) {
      return row < 0 || (bytes.remaining() >= vectors[f].bytes() && vectors[f].get(bytes, n));
    }
    lists[f].begin(n);
    if (bytes.remaining() < (long) Integer.BYTES * row) {
      return false;
    }
    for (int i = 0; i < row; i++) {
      int value = bytes.getInt();
      if (value < 0 || value >= encoders.encoder(f).rows()) {
        return false;
      }
      lists[f].add(n, value);
    }
    return true;
  }
}
