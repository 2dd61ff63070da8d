package clickahead.report;

import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as people read them. */
final class Figures {
  private static final double KILO = 1000;
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private Figures() {}

  /** A metric: 0.7142. */
  static String value(double value) {
    return text("%.4f", value);
  }

  /** A difference of two metrics: +0.0142. */
  static String signed(double value) {
    return text("%+.4f", value);
  }

  /** A p-value. */
  static String chance(double p) {
    return p < 1e-4 ? "<0.0001" : text("%.4f", p);
  }

  /** A number of things: 14,229. */
  static String count(long n) {
    return text("%,d", n);
  }

  /** A duration: 0.02 s, 12.3 s, 4 min 05 s, 2 h 05 min. */
  static String seconds(double seconds) {
    if (seconds < 10) {
      return text("%.2f s", seconds);
    }
    if (seconds < MINUTE) {
      return text("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return seconds < HOUR
        ? text("%d min %02d s", whole / 60, whole % 60)
        : text("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** A latency: 3.2 µs, 190 µs, 1.52 ms, 2.10 s. */
  static String micros(double micros) {
    if (micros < KILO) {
      return text(micros < 10 ? "%.1f µs" : "%.0f µs", micros);
    }
    double millis = micros / KILO;
    if (millis < KILO) {
      return text(millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }
    return text("%.2f s", millis / KILO);
  }

  /** A size: 23 kB, 228 MB, 4.5 GB; a dash where it is not known. */
  static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? bytes(bytes.getAsLong()) : "–";
  }

  static String bytes(long bytes) {
    double kilo = bytes / KILO;
    if (kilo < KILO) {
      return text("%.0f kB", kilo);
    }
    double mega = kilo / KILO;
    return mega < KILO ? text("%.0f MB", mega) : text("%.1f GB", mega / KILO);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
