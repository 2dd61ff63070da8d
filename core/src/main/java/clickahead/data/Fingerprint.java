package clickahead.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells data apart by their content, wherever they lie: 64 bits of a SHA-256. */
public final class Fingerprint {
  private static final int DIGITS = 16;

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Of the sessions of a log, their order, their times, the ids of their items, and what else is
   * known of events and sessions.
   */
  public static String of(SessionLog log, Catalog catalog) {
    Fingerprint print = new Fingerprint();
    for (int s = 0; s < log.sessions(); s++) {
      print.add(log.length(s));
      print.add(log.rank(s));
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        print.add(log.item(e));
        print.add((int) log.time(e));
        print.add((int) (log.time(e) >>> Integer.SIZE));
      }
    }
    for (int i = 0; i < catalog.size(); i++) {
      print.add(catalog.id(i));
    }
    log.columns().events().forEach((name, column) -> print.add(name, column, log.events()));
    log.columns().sessions().forEach((name, column) -> print.add(name, column, log.sessions()));
    print.flush();
    return HexFormat.of().formatHex(print.digest.digest()).substring(0, DIGITS);
  }

  /** Of files, byte for byte. */
  public static String of(List<Path> files) throws IOException {
    Fingerprint print = new Fingerprint();
    byte[] piece = new byte[1 << 16];
    for (Path file : files) {
      try (InputStream stream = Files.newInputStream(file)) {
        for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
          print.digest.update(piece, 0, n);
        }
      }
    }
    return HexFormat.of().formatHex(print.digest.digest()).substring(0, DIGITS);
  }

  /** Of a text. */
  public static String of(String text) {
    Fingerprint print = new Fingerprint();
    print.digest.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(print.digest.digest()).substring(0, DIGITS);
  }

  private void add(String name, LogColumn column, long places) {
    add(name);
    switch (column) {
      case TokenColumn tokens -> add(tokens, places);
      case VectorColumn vectors -> {
        add(vectors.dimensions());
        for (long place = 0; place < places; place++) {
          for (int k = 0; k < vectors.dimensions(); k++) {
            add(Float.floatToIntBits(vectors.source().get(place, k)));
          }
        }
      }
      case NumberColumn numbers -> {
        for (long place = 0; place < places; place++) {
          long bits = Double.doubleToLongBits(numbers.number(place));
          add((int) bits);
          add((int) (bits >>> Integer.SIZE));
        }
      }
    }
  }

  /** A value has one number, whatever its code is. */
  private void add(TokenColumn column, long places) {
    int[] numbers = new int[column.vocabulary().size()];
    int known = 0;
    for (long place = 0; place < places; place++) {
      int code = column.code(place);
      if (code == TokenColumn.MISSING) {
        add(0);
      } else if (numbers[code] > 0) {
        add(numbers[code]);
      } else {
        numbers[code] = ++known;
        add(known);
        add(column.value(place));
      }
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    flush();
    digest.update(bytes);
  }

  private void add(int value) {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
