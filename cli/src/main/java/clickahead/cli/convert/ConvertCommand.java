package clickahead.cli.convert;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Program;
import clickahead.cli.console.Progress;
import clickahead.cli.console.ReadingProgress;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.io.Safetensors;
import clickahead.prepare.AtomicTypes;
import clickahead.prepare.Columns;
import clickahead.prepare.LogConversion;
import clickahead.prepare.LogTarget;
import clickahead.prepare.TargetForm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
      "GRU4Rec's, RecBole's atomic files (with one event a row, or with lists of the items before",
      "each), Parquet, session lists or JSON lines.",
      "'prepare' reads all of them again.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead convert shop --to official --part train --out train.tsv",
      "  clickahead convert shop --to atomic --out recbole/shop",
      "  clickahead convert shop --to atomic-lists --out recbole/shop-session",
      "  clickahead convert clicks.csv --to parquet --out clicks.parquet",
      "  clickahead convert ml-100k.inter --to jsonl --item-columns class --out movies.jsonl"
    })
public final class ConvertCommand implements Callable<Integer> {
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

  @ParentCommand private Program program;

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
      names = "--item-columns",
      split = ",",
      paramLabel = "NAME",
      description =
          "Columns of a file that say something about the item, 'all' or 'none' (default: those that"
              + " have one value for nearly every item).")
  private List<String> itemColumns;

  @Option(
      names = "--max-list-length",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Of atomic-lists: items of the longest list, of longer ones the last (default:"
              + " ${DEFAULT-VALUE}, as RecBole's MAX_ITEM_LIST_LENGTH).")
  private int maxListLength;

  @Option(
      names = "--atomic-types",
      split = ",",
      paramLabel = "NAME=TYPE",
      description =
          "Of atomic files: what RecBole is told that a column is, as class=token_seq,price=float"
              + " (default: float for numbers and float_seq for vectors of events, else token).")
  private List<String> atomicTypes = List.of();

  @Option(
      names = "--overwrite",
      description = "Replace what is there; of atomic files, all of that name.")
  private boolean overwrite;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    if (itemColumns != null && Files.isDirectory(in)) {
      throw new InputException(
          "--item-columns is for files; " + in + " was prepared with its item columns");
    }
    if (maxListLength < 1) {
      throw new InputException("--max-list-length is " + maxListLength + ", it must be at least 1");
    }
    if (!atomicTypes.isEmpty() && !to.isAtomic()) {
      throw new InputException("--atomic-types is for atomic files; " + to + " has no such types");
    }
    AtomicTypes types = AtomicTypes.parse(atomicTypes);
    try (ClickLog log = read()) {
      types.requireAmong(describingColumns(log));
      Map<String, SessionLog> parts = parts(log);
      requireWholeSessions(parts);
      requireDistinctSessions(log, parts);
      for (Path file : write(log, parts, types)) {
        program.console().remark("wrote %s", file);
      }
      ConversionLosses losses = new ConversionLosses(program.console(), to);
      losses.say(log);
      if (to.isAtomic()) {
        losses.sayOfTokens(log, types);
      }
      if (to == LogTarget.ATOMIC_LISTS) {
        losses.sayOfLists(parts.values(), maxListLength);
      }
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          e.getFile() + " exists already. Name another --out, or pass --overwrite");
    }
    return 0;
  }

  private Set<String> describingColumns(ClickLog log) throws IOException {
    Set<String> names = new TreeSet<>(log.dataset().catalog().columns());
    if (to.holdsEventColumns()) {
      names.addAll(log.dataset().train().columns().events().keySet());
      names.addAll(log.dataset().train().columns().sessions().keySet());
    }
    return names;
  }

  private ClickLog read() throws IOException {
    return ClickLog.open(
        in,
        columns,
        options -> options.itemColumns(itemColumns()),
        ReadingProgress.Said.FILES,
        program.console());
  }

  /** The columns to keep; null: those that describe items. */
  private List<String> itemColumns() {
    boolean none = !to.holdsItemColumns() || List.of("none").equals(itemColumns);
    if (none) {
      return List.of();
    }
    return List.of("all").equals(itemColumns) ? List.of(Columns.ALL) : itemColumns;
  }

  private List<Path> write(ClickLog log, Map<String, SessionLog> parts, AtomicTypes types)
      throws IOException {
    long events = parts.values().stream().mapToLong(SessionLog::events).sum();
    try (Progress progress = program.console().progress("writing " + out, "events")) {
      return LogConversion.write(
          log.dataset().catalog(),
          parts,
          new TargetForm(to, log.isTimed(), maxListLength, types),
          out,
          overwrite,
          written -> progress.at(written, events));
    }
  }

  /** The parts of sessions that were cut repeat each other's events, and few formats say which. */
  private void requireWholeSessions(Map<String, SessionLog> parts) throws InputException {
    for (Map.Entry<String, SessionLog> part : parts.entrySet()) {
      if (to == LogTarget.ATOMIC_LISTS || !part.getValue().hasHistories()) {
        continue;
      }
      if (parts.size() > 1) {
        throw new InputException(
            in
                + ": sessions of "
                + part.getKey()
                + " begin with history, as those that --split cut, which only atomic-lists marks."
                + " Convert to these, or one part at a time with --part ("
                + String.join(", ", parts.keySet())
                + "), or convert the log and divide it where it is read");
      }
      program
          .console()
          .remark(
              "warning: sessions of %s begin with their history, which %s does not mark; only"
                  + " what follows it was to be predicted",
              part.getKey(), to);
    }
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

  /**
   * Numbers in place of ids, and places in place of times, begin anew in each part; and files that
   * were divided may each have a session of one id.
   */
  private void requireDistinctSessions(ClickLog log, Map<String, SessionLog> parts)
      throws IOException {
    boolean oneTable = !to.isAtomic() && to != LogTarget.SESSION_LIST;
    if (parts.size() == 1 || !oneTable) {
      return;
    }
    boolean named =
        Safetensors.open(log.dataset().folder().resolve("train.safetensors"))
            .tensors()
            .keySet()
            .stream()
            .anyMatch(name -> name.startsWith(SessionLog.SESSION_IDS));
    String problem = "";
    if (!named || !log.isTimed()) {
      problem = "has no session ids or no times";
    } else if (log.dataset().record().path("files").size() > 1 && !haveDistinctIds(parts)) {
      problem = "has sessions of one id in several parts";
    }
    if (!problem.isEmpty()) {
      throw new InputException(
          in
              + " "
              + problem
              + ", so that its parts cannot be told apart in one "
              + to
              + " file. Convert one part at a time with --part ("
              + String.join(", ", parts.keySet())
              + "), or to atomic files");
    }
  }

  private static boolean haveDistinctIds(Map<String, SessionLog> parts) {
    Set<String> ids = new HashSet<>();
    for (SessionLog part : parts.values()) {
      for (int s = 0; s < part.sessions(); s++) {
        if (!ids.add(part.id(s))) {
          return false;
        }
      }
    }
    return true;
  }
}
