package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file with a vector for each of some items. */
interface VectorFile {

  /** Takes one vector after the other. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes one.
     *
     * @param id the item's id
     * @param vector its numbers; valid during the call
     * @param where file and line or row, for messages
     */
    void read(String id, float[] vector, String where) throws IOException;
  }

  /** Numbers of each vector, D. */
  int dimensions();

  /** Reads all vectors. */
  void read(Reader reader) throws IOException;

  /**
   * Opens a file: {@code .npy} and {@code .safetensors} hold a matrix, whose rows are the items
   * that a file of the same name with {@code .ids} lists, one a line; any other is text, a line for
   * each item with its id and its numbers.
   *
   * @throws InputException if it is none of these
   */
  static VectorFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": there is no such file of vectors");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npy") || name.endsWith(".safetensors")
        ? MatrixVectors.open(file)
        : TextVectors.open(file);
  }
}
