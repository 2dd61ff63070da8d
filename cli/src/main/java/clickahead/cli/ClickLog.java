package clickahead.cli;

import clickahead.data.Dataset;
import clickahead.prepare.Preparation;
import clickahead.prepare.PreparationOptions;
import clickahead.prepare.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The clicks that a command was given: a prepared folder as it is; any other file as if it had been
 * prepared with nothing removed, in a folder that disappears on {@link #close}.
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
      PreparationOptions options =
          PreparationOptions.builder()
              .logs(List.of(path.toString()))
              .out(temporary.resolve("data"))
              .sessionColumn(columns.session)
              .itemColumn(columns.item)
              .timeColumns(columns.time.isEmpty() ? List.of() : List.of(columns.time))
              .minSessionLength(1)
              .build();
      Preparation.run(options, Progress.NONE);
      return new ClickLog(Dataset.open(options.out()), temporary);
    } catch (IOException | RuntimeException e) {
      delete(temporary);
      throw e;
    }
  }

  Dataset dataset() {
    return dataset;
  }

  /** Was this prepared with parts of its own, rather than one file that is all of one part? */
  boolean isPrepared() {
    return temporary == null;
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      delete(temporary);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
