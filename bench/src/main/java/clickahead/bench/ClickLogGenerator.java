package clickahead.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a click log of any size, one session after the other, oldest first: tab-separated {@code
 * SessionId ItemId Time} (seconds with milliseconds), or under a name that ends in .dat as the
 * RecSys Challenge 2015's clicks are, without header: session, ISO time, item, category. Items
 * follow Zipf's law; half of the clicks go on to one of a few successors of the item before, so
 * that there is something to learn. Session lengths have the mean and the long tail of a shop's.
 * The same arguments give the same bytes.
 */
public final class ClickLogGenerator {
  private static final double ZIPF_EXPONENT = 0.9;
  private static final int SUCCESSORS = 8;
  private static final double FOLLOWS = 0.5;
  private static final double LONG_SESSIONS = 0.05;
  private static final long FIRST_TIME = 1_396_310_400_000L;
  private static final long SPAN = 182L * 86_400_000;
  // a prime beyond any number of items, so that multiples do not meet modulo that number
  private static final long SCATTER = 2_147_483_647L;
  private static final double MEAN_PAUSE = 120_000;

  private final long events;
  private final double meanLength;
  private final ZipfSampler popularity;
  private final int items;
  private final long seed;
  private final SplittableRandom random;
  private final byte[] line = new byte[64];
  private boolean challenge;
  private long lastDay = -1;
  private byte[] dayText;

  /**
   * @param events number of lines to write, without the header
   * @param sessions about how many sessions they are divided into
   * @param items number of different items to draw from
   * @param seed of everything random
   */
  public ClickLogGenerator(long events, long sessions, int items, long seed) {
    if (events < 1 || sessions < 1 || sessions > events || items < 1) {
      throw new IllegalArgumentException(
          "events "
              + events
              + ", sessions "
              + sessions
              + ", items "
              + items
              + ": all must be at least 1, and no more sessions than events");
    }
    this.events = events;
    this.items = items;
    this.seed = seed;
    meanLength = (double) events / sessions;
    popularity = new ZipfSampler(items, ZIPF_EXPONENT);
    random = new SplittableRandom(seed);
  }

  /**
   * Writes the log; a name that ends in .gz is compressed.
   *
   * @return number of sessions written
   */
  public long write(Path file) throws IOException {
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out =
            new BufferedOutputStream(
                file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain, 1 << 16)) {
      challenge = file.toString().endsWith(".dat");
      if (!challenge) {
        out.write("SessionId\tItemId\tTime\n".getBytes(StandardCharsets.US_ASCII));
      }
      long written = 0;
      long session = 0;
      double pauseBetweenSessions = SPAN / (events / meanLength);
      while (written < events) {
        session++;
        long begins = FIRST_TIME + (long) (session * pauseBetweenSessions);
        written += writeSession(out, session, begins, Math.min(length(), events - written));
      }
      return session;
    }
  }

  private long writeSession(OutputStream out, long session, long begins, long length)
      throws IOException {
    long time = begins;
    int rank = popularity.next(random);
    for (long i = 0; i < length; i++) {
      writeLine(out, session, itemId(rank), time);
      time += 1 + (long) exponential(MEAN_PAUSE);
      rank = random.nextDouble() < FOLLOWS ? successor(rank) : popularity.next(random);
    }
    return length;
  }

  /** Geometric; one session in 20 from a distribution four times as long. */
  private long length() {
    double usual = (meanLength - 1) / (1 + 3 * LONG_SESSIONS);
    double mean = random.nextDouble() < LONG_SESSIONS ? 4 * usual : usual;
    return mean <= 0 ? 1 : 1 + (long) (exponential(1) / StrictMath.log1p(1 / mean));
  }

  private double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  private int successor(int rank) {
    long choice = random.nextInt(SUCCESSORS);
    return popularity.next(
        new SplittableRandom(seed ^ (rank * 31L + choice) * 0x9E3779B97F4A7C15L));
  }

  /** Ids whose order says nothing about the popularity; different for different ranks. */
  private long itemId(int rank) {
    return 214_500_000L + Math.floorMod(rank * SCATTER, (long) items);
  }

  private void writeLine(OutputStream out, long session, long item, long millis)
      throws IOException {
    if (challenge) {
      writeChallengeLine(out, session, item, millis);
      return;
    }
    int at = line.length;
    line[--at] = '\n';
    at = digits(at, millis % 1000 + 1000, 3);
    line[--at] = '.';
    at = digits(at, millis / 1000, 0);
    line[--at] = '\t';
    at = digits(at, item, 0);
    line[--at] = '\t';
    at = digits(at, session, 0);
    out.write(line, at, line.length - at);
  }

  private void writeChallengeLine(OutputStream out, long session, long item, long millis)
      throws IOException {
    int at = line.length;
    line[--at] = '\n';
    line[--at] = '0';
    line[--at] = ',';
    at = digits(at, item, 0);
    line[--at] = ',';
    line[--at] = 'Z';
    at = digits(at, millis % 1000, 3);
    line[--at] = '.';
    long second = millis / 1000;
    for (int unit = 0; unit < 3; unit++) {
      at = digits(at, unit < 2 ? second / (unit == 0 ? 1 : 60) % 60 : second / 3600 % 24, 2);
      line[--at] = (byte) (unit < 2 ? ':' : 'T');
    }
    byte[] day = day(second / 86_400);
    at -= day.length;
    System.arraycopy(day, 0, line, at, day.length);
    line[--at] = ',';
    at = digits(at, session, 0);
    out.write(line, at, line.length - at);
  }

  private byte[] day(long day) {
    if (day != lastDay) {
      lastDay = day;
      dayText = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
    }
    return dayText;
  }

  /** Writes a number's digits, or only its last few, in front of a position. */
  private int digits(int end, long value, int last) {
    int at = end;
    long left = value;
    do {
      line[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (last == 0 ? left > 0 : end - at < last);
    return at;
  }

  /**
   * Writes one log.
   *
   * @param arguments events, sessions, items, seed, file
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      System.err.println(
          "usage: ClickLogGenerator EVENTS SESSIONS ITEMS SEED FILE\n"
              + "  Yoochoose's size: ClickLogGenerator 33000000 9250000 52000 1 clicks.tsv");
      System.exit(2);
    }
    long sessions =
        new ClickLogGenerator(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]))
            .write(Path.of(arguments[4]));
    System.err.println(arguments[4] + ": " + arguments[0] + " events in " + sessions + " sessions");
  }
}
