package clickahead.cli.official;

import clickahead.data.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out files that only Python can read: pickled data and models. */
public final class PickledFile {
  private static final String HOW = ". docs/import-export.md shows how";

  private PickledFile() {}

  /**
   * Refuses a pickled file with the way to convert it.
   *
   * @param model is the file meant to be a model, rather than data?
   * @throws InputException if it is one
   */
  public static void refuse(Path file, boolean model) throws IOException {
    if (!isPickled(file)) {
      return;
    }
    throw new InputException(
        file
            + (model
                ? ": a model that Python pickled; only Python reads it. Write its weights into a"
                    + " safetensors file, make a model of them with 'clickahead import', and load"
                    + " that"
                : ": data that Python pickled; only Python reads it. Write it as a tab-separated"
                    + " file with pandas")
            + HOW);
  }

  private static boolean isPickled(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(pickle|pkl|joblib|pt|pth)")) {
      return true;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] head = stream.readNBytes(4);
      // Pickle protocol 2 to 5, or the zip file that torch.save writes.
      boolean pickle = head.length > 1 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5;
      boolean zip = head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3;
      return pickle || zip;
    }
  }
}
