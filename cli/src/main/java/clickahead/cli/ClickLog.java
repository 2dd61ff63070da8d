package clickahead.cli;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.prepare.LogFormat;
import clickahead.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The clicks that a command was given: a prepared folder as it is; any other file is read as it is
 * into a folder that disappears on {@link #close}.
 */
final class ClickLog implements AutoCloseable {
  private final Dataset dataset;
  private final Path temporary;

  private ClickLog(Dataset dataset, Path temporary) {
    this.dataset = dataset;
    this.temporary = temporary;
  }

  static ClickLog open(Path path, LogColumns columns) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      return new ClickLog(Dataset.open(path), null);
    }
    Path temporary = Files.createTempDirectory("clickahead");
    try {
      Dataset dataset =
          Preparation.readFile(
              path,
              temporary.resolve("data"),
              options ->
                  options
                      .format(columns.sessionList ? LogFormat.SESSION_LIST : LogFormat.AUTO)
                      .sessionColumn(columns.session)
                      .itemColumn(columns.item)
                      .timeColumns(columns.time.isEmpty() ? List.of() : List.of(columns.time)),
              clickahead.prepare.Progress.NONE);
      return new ClickLog(dataset, temporary);
    } catch (IOException | RuntimeException e) {
      delete(temporary);
      throw e;
    }
  }

  Dataset dataset() {
    return dataset;
  }

  /** Is this a prepared folder, with parts of its own? */
  boolean isPrepared() {
    return temporary == null;
  }

  /** Do the events have times? */
  boolean isTimed() {
    return dataset.record().path("times").asBoolean(false);
  }

  /** The sessions to measure on: a folder's test part, or all of a file. */
  SessionLog test() throws IOException {
    if (!isPrepared()) {
      return dataset.train();
    }
    return dataset
        .test()
        .orElseThrow(
            () ->
                new InputException(
                    dataset.folder()
                        + " has no test part. Prepare the log with --test-days, or name a file of"
                        + " test sessions"));
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      delete(temporary);
    }
  }

  /** Deletes a folder with all that it has. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
