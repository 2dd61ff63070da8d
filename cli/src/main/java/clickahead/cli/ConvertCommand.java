package clickahead.cli;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.io.Safetensors;
import clickahead.prepare.LogConversion;
import clickahead.prepare.LogTarget;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes a log in another format. */
@Command(
    name = "convert",
    description = {
      "Writes a prepared folder, or a log that is read as it is, in another format: the official",
      "GRU4Rec's, RecBole's atomic files, Parquet, session lists or JSON lines.",
      "'prepare' reads all of them again.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead convert shop --to official --part train --out train.tsv",
      "  clickahead convert shop --to atomic --out recbole/shop",
      "  clickahead convert clicks.csv --to parquet --out clicks.parquet"
    })
final class ConvertCommand implements Callable<Integer> {
  /** Which sessions of a prepared folder. */
  enum Which {
    TRAIN,
    VALID,
    TEST,
    ALL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @ParentCommand private Main main;

  @Parameters(paramLabel = "IN", description = "A prepared folder, or a file of clicks.")
  private Path in;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "What to write: ${COMPLETION-CANDIDATES}.")
  private LogTarget to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file; for atomic files, what their names begin with.")
  private Path out;

  @Option(
      names = "--part",
      paramLabel = "PART",
      defaultValue = "all",
      description =
          "Which part of a prepared folder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Which part;

  @Option(
      names = "--overwrite",
      description = "Replace what is there; of atomic files, all of that name.")
  private boolean overwrite;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    try (ClickLog log = ClickLog.open(in, columns)) {
      Map<String, SessionLog> parts = parts(log);
      requireDistinctSessions(log, parts);
      for (Path file : LogConversion.write(log.dataset().catalog(), parts, to, out, overwrite)) {
        main.console().remark("wrote %s", file);
      }
      sayWhatIsLost(log);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          e.getFile() + " exists already. Name another --out, or pass --overwrite");
    }
    return 0;
  }

  private Map<String, SessionLog> parts(ClickLog log) throws IOException {
    Map<String, SessionLog> parts = new LinkedHashMap<>();
    Dataset dataset = log.dataset();
    parts.put("train", dataset.train());
    if (log.isPrepared()) {
      dataset.valid().ifPresent(sessions -> parts.put("valid", sessions));
      dataset.test().ifPresent(sessions -> parts.put("test", sessions));
    }
    if (part == Which.ALL) {
      return parts;
    }
    SessionLog wanted = parts.get(part.toString());
    if (wanted == null) {
      throw new InputException(
          in + " has no " + part + " part (found: " + String.join(", ", parts.keySet()) + ")");
    }
    return Map.of(part.toString(), wanted);
  }

  /** Numbers in place of ids, and places in place of times, begin anew in each part. */
  private void requireDistinctSessions(ClickLog log, Map<String, SessionLog> parts)
      throws IOException {
    boolean oneTable = to != LogTarget.ATOMIC && to != LogTarget.SESSION_LIST;
    if (parts.size() == 1 || !oneTable) {
      return;
    }
    boolean named =
        Safetensors.open(log.dataset().folder().resolve("train.safetensors"))
            .tensors()
            .keySet()
            .stream()
            .anyMatch(name -> name.startsWith(SessionLog.SESSION_IDS));
    if (!named || !log.isTimed()) {
      throw new InputException(
          in
              + " has no session ids or no times, so that its parts cannot be told apart in one "
              + to
              + " file. Convert one part at a time with --part ("
              + String.join(", ", parts.keySet())
              + "), or to atomic files");
    }
  }

  private void sayWhatIsLost(ClickLog log) throws IOException {
    var catalog = log.dataset().catalog();
    if (!to.holdsItemColumns() && !catalog.columns().isEmpty()) {
      main.console()
          .remark("left out, as %s has no place for it: item columns %s", to, catalog.columns());
    }
    if (!log.isPrepared() && to.holdsItemColumns()) {
      main.console().remark("item columns are kept from prepared folders only");
    }
    if (log.isTimed() && !to.holdsTimes()) {
      main.console().remark("left out, as %s has no place for it: times and session ids", to);
    }
    if (!log.isTimed() && to.holdsTimes()) {
      main.console().remark("the log has no times: the number of each event stands for them");
    }
  }
}
