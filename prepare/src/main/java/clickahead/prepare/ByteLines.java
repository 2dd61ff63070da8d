package clickahead.prepare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file whatever its bytes are: each byte is a character of its own, so that no line
 * is left out. DuckDB reads no such file where a byte is neither UTF-8 nor Latin-1.
 */
final class ByteLines {
  private static final int[] ZSTANDARD = {0x28, 0xB5, 0x2F, 0xFD};
  private static final String MARK = "\u00EF\u00BB\u00BF";

  private ByteLines() {}

  /** Takes lines. */
  @FunctionalInterface
  interface LineTaker {
    /**
     * Takes the next one.
     *
     * @param line null for one without text
     * @return is another one wanted?
     */
    boolean take(String line) throws IOException;
  }

  /** Reads the lines of a plain or compressed file; a mark of the byte order is left out. */
  static void read(Database database, Path file, LineTaker taker) throws IOException, SQLException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] begin = peek(in);
      if (isZstandard(begin)) {
        database.queryWhile(
            "SELECT line FROM " + DelimitedFile.lines(file).relationOfBytes(),
            row -> taker.take(row.getString(1)));
        return;
      }
      boolean packed = begin.length > 1 && (begin[0] & 0xFF) == 0x1F && (begin[1] & 0xFF) == 0x8B;
      read(packed ? new GZIPInputStream(in, 1 << 16) : in, taker);
    }
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(ZSTANDARD.length);
    byte[] begin = in.readNBytes(ZSTANDARD.length);
    in.reset();
    return begin;
  }

  private static boolean isZstandard(byte... begin) {
    boolean same = begin.length == ZSTANDARD.length;
    for (int i = 0; same && i < begin.length; i++) {
      same = (begin[i] & 0xFF) == ZSTANDARD[i];
    }
    return same;
  }

  private static void read(InputStream in, LineTaker taker) throws IOException {
    byte[] buffer = new byte[1 << 16];
    StringBuilder line = new StringBuilder();
    boolean first = true;
    boolean afterReturn = false;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        char c = (char) (buffer[i] & 0xFF);
        boolean ends = c == '\n' || c == '\r';
        if (ends && !(c == '\n' && afterReturn)) {
          if (!taker.take(text(line, first))) {
            return;
          }
          first = false;
          line.setLength(0);
        } else if (!ends) {
          line.append(c);
        }
        afterReturn = c == '\r';
      }
    }
    if (!line.isEmpty()) {
      taker.take(text(line, first));
    }
  }

  private static String text(StringBuilder line, boolean first) {
    String text = line.toString();
    if (first && text.startsWith(MARK)) {
      text = text.substring(MARK.length());
    }
    return text.isEmpty() ? null : text;
  }
}
