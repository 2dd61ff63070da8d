package clickahead.cli.clicks;

import clickahead.cli.console.Console;
import clickahead.cli.console.ReadingProgress;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.prepare.Features;
import clickahead.prepare.LogFormat;
import clickahead.prepare.Preparation;
import clickahead.prepare.PreparationOptionsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The clicks that a command was given: a prepared folder as it is; any other file is read as it is
 * into a folder that disappears on {@link #close}.
 */
public final class ClickLog implements AutoCloseable {
  private final Dataset dataset;
  private final Path temporary;

  private ClickLog(Dataset dataset, Path temporary) {
    this.dataset = dataset;
    this.temporary = temporary;
  }

  /** Opens clicks, and says how many rows of a file that was not prepared could not be used. */
  public static ClickLog open(Path path, LogColumns columns, Console console) throws IOException {
    return open(path, columns, options -> options, ReadingProgress.Said.NOTHING, console);
  }

  /**
   * Likewise.
   *
   * @param more what else is said about reading a file that was not prepared
   * @param said what of that is said, also where it does not take long
   */
  public static ClickLog open(
      Path path,
      LogColumns columns,
      UnaryOperator<PreparationOptionsBuilder> more,
      ReadingProgress.Said said,
      Console console)
      throws IOException {
    try (ReadingProgress progress = new ReadingProgress(console, said)) {
      ClickLog log = read(path, columns, more, progress);
      progress.close();
      if (!log.isPrepared()) {
        sayBadRows(log.dataset, console);
      }
      return log;
    }
  }

  /** Reads a file once to see that it can be read; its bad rows are said when it is opened. */
  public static void check(Path path, LogColumns columns, Console console) throws IOException {
    try (ReadingProgress progress = new ReadingProgress(console, ReadingProgress.Said.NOTHING)) {
      read(path, columns, options -> options, progress).close();
    }
  }

  private static ClickLog read(
      Path path,
      LogColumns columns,
      UnaryOperator<PreparationOptionsBuilder> more,
      clickahead.prepare.Progress progress)
      throws IOException {
    if (!Files.exists(path)) {
      if (path.toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
        throw new InputException(
            path
                + ": is a pattern, expected one file or a prepared folder. Prepare the files first:"
                + " clickahead prepare '"
                + path
                + "' --out DIR");
      }
      // it may also be in a folder that may not be entered
      path.getFileSystem().provider().checkAccess(path);
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
                  more.apply(
                      options
                          .format(format(path, columns))
                          .sessionColumn(columns.session)
                          .itemColumn(columns.item)
                          .features(Features.ofLog(columns.eventFeatures, columns.sessionFeatures))
                          .timeColumns(columns.time.isEmpty() ? List.of() : List.of(columns.time))),
              progress);
      return new ClickLog(dataset, temporary);
    } catch (IOException | RuntimeException e) {
      delete(temporary);
      throw e;
    }
  }

  private static LogFormat format(Path path, LogColumns columns) {
    if (columns.sessionList) {
      return LogFormat.SESSION_LIST;
    }
    return path.toString().endsWith(".inter") ? LogFormat.ATOMIC : LogFormat.AUTO;
  }

  /** Says how many rows of the files that were read could not be used. */
  public static void sayBadRows(Dataset dataset, Console console) throws IOException {
    long bad = dataset.record().path("bad_rows").asLong(0);
    if (bad > 0) {
      var first = dataset.record().path("first_bad_rows").path(0);
      console.remark(
          "warning: %,d of %,d rows could not be used, such as %s:%d: %s",
          bad,
          dataset.record().path("rows").asLong(),
          first.path("file").asString(""),
          first.path("line").asLong(),
          first.path("reason").asString(""));
    }
  }

  /** The data set that was prepared, or made of the file. */
  public Dataset dataset() {
    return dataset;
  }

  /** Is this a prepared folder, with parts of its own? */
  public boolean isPrepared() {
    return temporary == null;
  }

  /** Do the events have times? */
  public boolean isTimed() {
    return dataset.record().path("times").asBoolean(false);
  }

  /** The sessions to measure on: a folder's test part, or all of a file. */
  public SessionLog test() throws IOException {
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
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
