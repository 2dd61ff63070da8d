package clickahead.prepare;

/** What a number in the time column counts since 1970 UTC. */
public enum TimeUnit {
  /** By magnitude: today is 10 digits in seconds, 13 in milliseconds, 16 in microseconds. */
  AUTO(0),
  /** Seconds, with or without fraction. */
  SECONDS(1_000_000),
  /** Milliseconds. */
  MILLISECONDS(1_000),
  /** Microseconds. */
  MICROSECONDS(1),
  /** Nanoseconds. */
  NANOSECONDS(0);

  private final long micros;

  TimeUnit(long micros) {
    this.micros = micros;
  }

  /** Microseconds of one unit; 0 for those that are no whole number of them. */
  long micros() {
    return micros;
  }

  /** The unit in which a number of this size is a time between 1973 and 5138. */
  static TimeUnit ofMagnitude(double value) {
    double size = Math.abs(value);
    if (size < 1e11) {
      return SECONDS;
    }
    if (size < 1e14) {
      return MILLISECONDS;
    }
    return size < 1e17 ? MICROSECONDS : NANOSECONDS;
  }
}
