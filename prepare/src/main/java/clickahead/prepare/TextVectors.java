package clickahead.prepare;

import clickahead.data.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Vectors as lines of text: an item's id and its numbers, separated by tabs, commas or spaces. A
 * first line of column names, or of the two counts that word2vec writes, is left out.
 */
record TextVectors(Path file, String separator, int dimensions, boolean head)
    implements VectorFile {

  static TextVectors open(Path file) throws IOException {
    try (BufferedReader lines = lines(file)) {
      String first = lines.readLine();
      String second = lines.readLine();
      if (first == null) {
        throw new InputException(file + ": the file is empty, expected an item's vector a line");
      }
      String sample = second == null ? first : second;
      String separator = sample.indexOf('\t') >= 0 ? "\t" : sample.indexOf(',') >= 0 ? "," : " +";
      int dimensions = sample.strip().split(separator).length - 1;
      if (dimensions < 1) {
        throw new InputException(
            file
                + ":"
                + (second == null ? 1 : 2)
                + ": found '"
                + sample
                + "', expected an item's id and the numbers of its vector, separated by tabs,"
                + " commas or spaces");
      }
      String[] parts = first.strip().split(separator);
      boolean counts = parts.length == 2 && dimensions != 1;
      boolean names = parts.length == dimensions + 1 && !isNumber(parts[1]);
      return new TextVectors(file, separator, dimensions, second != null && (counts || names));
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static boolean isNumber(String text) {
    try {
      return !Float.isNaN(Float.parseFloat(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public void read(Reader reader) throws IOException {
    float[] vector = new float[dimensions];
    try (BufferedReader lines = lines(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || (head && number == 1)) {
          continue;
        }
        String where = file + ":" + number;
        String[] parts = line.strip().split(separator);
        if (parts.length != dimensions + 1) {
          throw new InputException(
              where
                  + ": an id and "
                  + (parts.length - 1)
                  + " numbers, the lines before have "
                  + dimensions
                  + ". Give every item a vector of the same length");
        }
        for (int k = 0; k < dimensions; k++) {
          vector[k] = number(parts[k + 1], where);
        }
        reader.read(parts[0].strip(), vector, where);
      }
    }
  }

  private static float number(String text, String where) throws InputException {
    try {
      return Float.parseFloat(text.strip());
    } catch (NumberFormatException e) {
      throw new InputException(where + ": '" + text + "' is no number");
    }
  }
}
