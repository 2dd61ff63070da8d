package clickahead.prepare;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes sessions in another format, event by event, so that memory stays flat. Times are seconds
 * since 1970 UTC with up to three decimals. All files are written beside their places and moved
 * there when they are whole.
 */
public final class LogConversion {
  private static final List<String> ATOMIC_ENDS =
      List.of(".inter", ".train.inter", ".valid.inter", ".test.inter", ".item");

  private final Catalog catalog;
  private final TargetForm form;
  private final Path out;
  private final LongConsumer progress;
  private final Map<Path, Path> written = new LinkedHashMap<>();

  private LogConversion(Catalog catalog, TargetForm form, Path out, LongConsumer progress) {
    this.catalog = catalog;
    this.form = form;
    this.out = out.toAbsolutePath();
    this.progress = progress;
  }

  /**
   * Writes the parts of a log: into one file one behind the other, as atomic files each into its
   * own where there is more than one.
   *
   * @param parts by their names, train, valid, test
   * @param form what is written
   * @param out the file, or what the names of atomic files begin with
   * @param overwrite may files there be replaced? All atomic files of that name then are
   * @param progress hears how many events of all parts are written, now and then
   * @return the files written
   * @throws FileAlreadyExistsException if there is such a file and it may not be replaced
   * @throws clickahead.data.InputException if an id cannot stand in the format
   * @throws IOException if they cannot be written, as where the disk is full; nothing is left then
   */
  public static List<Path> write(
      Catalog catalog,
      Map<String, SessionLog> parts,
      TargetForm form,
      Path out,
      boolean overwrite,
      LongConsumer progress)
      throws IOException {
    LogConversion conversion = new LogConversion(catalog, form, out, progress);
    for (Path place : conversion.places()) {
      if (Files.exists(place) && (!overwrite || Files.isDirectory(place))) {
        throw new FileAlreadyExistsException(place.toString());
      }
    }
    try {
      Files.createDirectories(conversion.out.getParent());
      conversion.stage(parts);
      return conversion.moveAll();
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      throw conversion.unwritable(e);
    } finally {
      conversion.removeStaged();
    }
  }

  private void removeStaged() throws IOException {
    for (Path beside : written.values()) {
      try {
        Files.deleteIfExists(beside);
      } catch (AccessDeniedException e) {
        // Then it could not be written either.
        continue;
      }
    }
  }

  private IOException unwritable(IOException e) {
    if (e instanceof AccessDeniedException) {
      AccessDeniedException denied = new AccessDeniedException(out.toString());
      denied.initCause(e);
      return denied;
    }
    String reason =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : e instanceof FileSystemException ? e.toString() : e.getMessage();
    return new IOException(
        out
            + " could not be written: "
            + reason
            + ". Check the free space and the permissions of "
            + out.getParent(),
        e);
  }

  private List<Path> places() {
    return form.target().isAtomic() ? ATOMIC_ENDS.stream().map(this::named).toList() : List.of(out);
  }

  private Path named(String end) {
    return out.resolveSibling(out.getFileName() + end);
  }

  private Path beside(Path place) {
    Path beside = place.resolveSibling(place.getFileName() + ".part");
    written.put(place, beside);
    return beside;
  }

  private void stage(Map<String, SessionLog> parts) throws IOException {
    SessionLog whole = SessionLog.concat(List.copyOf(parts.values()));
    switch (form.target()) {
      case PARQUET -> ParquetEvents.write(beside(out), catalog, whole, progress);
      case ATOMIC, ATOMIC_LISTS -> stageAtomic(parts);
      default -> {
        try (BufferedWriter writer = Files.newBufferedWriter(beside(out))) {
          new TextEvents(catalog, out, writer, progress).write(form, whole);
        }
      }
    }
  }

  private void stageAtomic(Map<String, SessionLog> parts) throws IOException {
    long before = 0;
    for (Map.Entry<String, SessionLog> part : parts.entrySet()) {
      long done = before;
      Path place = named(parts.size() == 1 ? ".inter" : "." + part.getKey() + ".inter");
      try (BufferedWriter writer = Files.newBufferedWriter(beside(place))) {
        new TextEvents(catalog, place, writer, events -> progress.accept(done + events))
            .write(form, part.getValue());
      }
      before += part.getValue().events();
    }
    if (!catalog.columns().isEmpty()) {
      Path place = named(".item");
      try (BufferedWriter writer = Files.newBufferedWriter(beside(place))) {
        new TextEvents(catalog, place, writer, events -> {}).writeItems(form.types());
      }
    }
  }

  private List<Path> moveAll() throws IOException {
    for (Map.Entry<Path, Path> file : written.entrySet()) {
      Files.move(file.getValue(), file.getKey(), StandardCopyOption.REPLACE_EXISTING);
    }
    for (Path place : places()) {
      // an older undivided file would be read instead of the new parts
      if (!written.containsKey(place)) {
        Files.deleteIfExists(place);
      }
    }
    return new ArrayList<>(written.keySet());
  }
}
