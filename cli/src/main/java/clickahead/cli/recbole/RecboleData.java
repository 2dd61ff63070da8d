package clickahead.cli.recbole;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.console.Console;
import clickahead.cli.console.ReadingProgress;
import clickahead.config.InvalidSettingException;
import clickahead.config.NestedSetting;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.prepare.AtomicChoice;
import clickahead.prepare.AtomicHeader;
import clickahead.prepare.Features;
import clickahead.prepare.LogFormat;
import clickahead.prepare.Preparation;
import clickahead.prepare.PreparationOptions;
import clickahead.prepare.PreparationOptionsBuilder;
import clickahead.prepare.PreparationReport;
import clickahead.prepare.Ranges;
import clickahead.recbole.AtomicColumns;
import clickahead.recbole.RecboleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The atomic files that a configuration of RecBole's names, and what it takes of them. */
final class RecboleData {
  private final RecboleSettings settings;
  private final RecboleColumns columns;
  private final Path stem;
  private final String separator;
  private final List<String> parts;

  RecboleData(RecboleSettings settings) throws IOException {
    this.settings = settings;
    separator = settings.text("field_separator", "\t").replace("\\t", "\t");
    parts = settings.get("benchmark_filename").map(NestedSetting::texts).orElse(List.of());
    stem = stem();
    columns = new RecboleColumns(settings);
    for (String file : RecboleColumns.FILES) {
      Path path = file.equals("inter") ? interactions() : sibling("." + file);
      if (Files.isRegularFile(path)) {
        columns.add(file, path, AtomicHeader.read(path, separator));
      }
    }
  }

  /** Where the names of the files begin: below data_path, or the data set's name is a path. */
  private Path stem() throws InputException {
    String name = settings.dataset();
    Path below = Path.of(settings.text("data_path", "dataset"), name, name);
    Path named = Path.of(name);
    String last = named.toAbsolutePath().normalize().getFileName().toString();
    List<Path> places = List.of(below, named.resolve(last), named);
    for (Path place : places) {
      if (Files.isRegularFile(Path.of(place + ending()))) {
        return place;
      }
    }
    throw new InputException(
        "dataset "
            + name
            + ": there is neither "
            + below
            + ending()
            + " nor "
            + places.get(1)
            + ending()
            + ". Set data_path to the folder that has a folder "
            + name
            + ", or name the data set's own folder");
  }

  private String ending() {
    return parts.isEmpty() ? ".inter" : "." + parts.getFirst() + ".inter";
  }

  private Path interactions() {
    return sibling(ending());
  }

  private Path sibling(String end) {
    return Path.of(stem + end);
  }

  /**
   * The columns of a file that are read.
   *
   * @param file its ending, {@code item}, {@code inter} or {@code user}
   */
  AtomicColumns columns(String file) {
    Path path = file.equals("inter") ? interactions() : sibling("." + file);
    return new AtomicColumns(path.toString(), columns.read(file));
  }

  /** Has somebody divided the interactions? */
  boolean divided() {
    return !parts.isEmpty();
  }

  /** Is each row a list of items and the one behind it? Without parts RecBole makes lists anew. */
  private boolean lists() {
    return divided() && columns.listsItems();
  }

  /**
   * Reads the files into a data set.
   *
   * @param folder the data set's folder, to be made
   * @param features columns of events and sessions that the model looks at
   */
  Dataset read(Path folder, Features features, Console console) throws IOException {
    requireNoLists(features);
    PreparationReport report;
    try (ReadingProgress progress = new ReadingProgress(console, ReadingProgress.Said.NOTHING)) {
      report = Preparation.run(options(folder, features), progress);
    }
    report.notes().stream()
        .filter(note -> !note.contains("models here know no users"))
        .forEach(note -> console.remark("%s", note));
    Path items = columns.has("item") ? sibling(".item") : interactions();
    Dataset dataset = Dataset.open(folder).of(interactions(), items);
    ClickLog.sayBadRows(dataset, console);
    return dataset;
  }

  private void requireNoLists(Features features) throws InputException {
    List<String> names = new ArrayList<>(features.eventColumns());
    names.addAll(features.sessionColumns());
    if (lists() && !names.isEmpty()) {
      throw new InputException(
          "%s: selected_features has %s, and the file's rows are lists of items, where no column says what differs within them. Select columns of the items, or give one row for each interaction"
              .formatted(interactions(), String.join(", ", names)));
    }
  }

  private PreparationOptions options(Path folder, Features features) throws IOException {
    List<String> itemColumns = new ArrayList<>(columns.read("item").keySet());
    itemColumns.remove(columns.item());
    PreparationOptionsBuilder options =
        PreparationOptions.builder()
            .logs(List.of(stem.toString()))
            .out(folder)
            .format(LogFormat.ATOMIC)
            .delimiter(separator)
            .quotes(false)
            .sessionColumn(columns.user())
            .itemColumn(columns.item())
            .itemColumns(itemColumns)
            .minSessionLength(1)
            .features(features)
            .timeColumns(lists() ? columns.listedTime() : List.of(columns.time()))
            .atomic(choice());
    return options.build();
  }

  private AtomicChoice choice() throws InputException {
    String duplicates = settings.text("rm_dup_inter", "all").toUpperCase(Locale.ROOT);
    if (!List.of("ALL", "FIRST", "LAST").contains(duplicates)) {
      throw settings.get("rm_dup_inter").orElseThrow().wrong("first or last");
    }
    boolean known =
        settings.get("filter_inter_by_user_or_item").map(NestedSetting::bool).orElse(true);
    boolean filters = parts.isEmpty();
    return new AtomicChoice(
        settings.text("seq_separator", " "),
        lists(),
        parts,
        filters ? AtomicChoice.Duplicates.valueOf(duplicates) : AtomicChoice.Duplicates.ALL,
        filters ? values() : Map.of(),
        filters && known && columns.has("item"),
        filters && known && columns.has("user"),
        filters ? ranges("user_inter_num_interval") : Optional.empty(),
        filters ? ranges("item_inter_num_interval") : Optional.empty());
  }

  private Optional<Ranges> ranges(String key) throws InputException {
    Optional<NestedSetting> setting = settings.get(key);
    if (setting.isEmpty() || setting.get().text().equals("[0,inf)")) {
      return Optional.empty();
    }
    return Optional.of(Ranges.parse(place(setting.get()) + key, setting.get().text()));
  }

  private static String place(NestedSetting setting) {
    return setting.source().isEmpty() ? "" : setting.source() + ": ";
  }

  private Map<String, Map<String, Ranges>> values() throws InputException {
    Map<String, Map<String, Ranges>> values = new LinkedHashMap<>();
    Optional<NestedSetting> given = settings.get("val_interval");
    if (given.isEmpty()) {
      return values;
    }
    for (Map.Entry<String, NestedSetting> entry : given.get().entries().entrySet()) {
      Ranges ranges =
          Ranges.parse(
              place(given.get()) + "val_interval." + entry.getKey(), entry.getValue().text());
      List<String> files = columns.with(entry.getKey());
      if (files.isEmpty()) {
        throw new InvalidSettingException(
            place(given.get())
                + "val_interval: no file has the column '"
                + entry.getKey()
                + "' (found: "
                + columns.all()
                + ")");
      }
      files.forEach(
          file ->
              values.computeIfAbsent(file, f -> new LinkedHashMap<>()).put(entry.getKey(), ranges));
    }
    return values;
  }
}
