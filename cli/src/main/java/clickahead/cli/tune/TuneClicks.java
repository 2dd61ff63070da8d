package clickahead.cli.tune;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.official.OfficialColumns;
import clickahead.cli.official.PickledFile;
import clickahead.cli.train.PreparedTraining;
import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.model.SequenceParameters;
import clickahead.train.ValidationParameters;
import clickahead.tune.Dimension;
import clickahead.tune.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which clicks a search trains and measures on. */
final class TuneClicks {
  /** Parameters that decide which columns of a log a model looks at. */
  private static final Set<String> LOOKING = Set.of("selected_features", "architecture");

  @picocli.CommandLine.Parameters(
      index = "0",
      paramLabel = "DATA",
      description =
          "A folder made by 'clickahead prepare', with a valid part; or, with --valid-data, a file"
              + " to train on.")
  private Path data;

  @picocli.CommandLine.Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALID",
      description = "The same as --valid-data, where the official paropt.py has it.")
  private Path officialValid;

  @Option(
      names = "--valid-data",
      paramLabel = "FILE",
      description = "Measure on these sessions, instead of DATA's valid part.")
  private Path optionValid;

  @Mixin private LogColumns columns;
  @Mixin private OfficialColumns official;

  /** What names the clicks, before anything was added. */
  private List<String> words;

  /** Parameters that between them look at all that any trial may look at. */
  private List<? extends Record> trials = List.of();

  private Path valid() throws InputException {
    if (optionValid != null && officialValid != null) {
      throw new InputException(
          "sessions to measure on were named twice: %s and --valid-data %s; keep one"
              .formatted(officialValid, optionValid));
    }
    return optionValid == null ? officialValid : optionValid;
  }

  /** What names the clicks to train on, for a command line. */
  List<String> words() {
    if (words == null) {
      words = new ArrayList<>(List.of(data.toString()));
      words.addAll(official.over(columns).words());
    }
    return words;
  }

  /** Reads also the columns of a file that any trial may look at. */
  <P extends Record> void lookAt(Parameters<P> parameters, Space searched) {
    words();
    List<Parameters<P>> all = List.of(parameters);
    for (Dimension dimension : searched.dimensions()) {
      if (LOOKING.contains(dimension.name())) {
        List<String> values = dimension.domain().probes();
        all =
            all.stream()
                .flatMap(p -> values.stream().map(value -> p.with(dimension.name(), value)))
                .toList();
      }
    }
    trials = all.stream().<Record>flatMap(TuneClicks::built).toList();
    columns.lookAt(trials);
  }

  private static <P extends Record> Stream<P> built(Parameters<P> parameters) {
    try {
      return Stream.of(parameters.build());
    } catch (InvalidSettingException e) {
      return Stream.empty(); // What else the space chooses may go with them.
    }
  }

  /**
   * Makes sure that the items and the logs have the columns that any trial may look at.
   *
   * @throws IllegalArgumentException if not, with those that they have
   */
  void requireColumns(Catalog catalog, SessionLog... logs) {
    for (Record trial : trials) {
      if (trial instanceof SequenceParameters sequence) {
        sequence.requireItemColumns(catalog);
        for (SessionLog log : logs) {
          sequence.requireColumns(log);
        }
      }
    }
  }

  /** What is trained on. */
  ClickLog open(Console console) throws IOException {
    PickledFile.refuse(data, false);
    if (valid() == null && Files.isRegularFile(data)) {
      throw new InputException(
          data
              + " is a file, which has no valid part. Name sessions to measure on with --valid-data"
              + " FILE, or give a folder made by 'clickahead prepare --valid-days'");
    }
    return ClickLog.open(data, official.over(columns), console);
  }

  /** What {@code --valid-data} names; null without it. */
  ClickLog openValid(Console console) throws IOException {
    Path valid = valid();
    if (valid != null && Files.isDirectory(valid)) {
      throw new InputException("--valid-data " + valid + " is a folder; name a file with sessions");
    }
    return valid == null ? null : ClickLog.open(valid, official.over(columns), console);
  }

  /**
   * The sessions to measure on.
   *
   * @param named what {@link #openValid} opened
   */
  static PreparedTraining.ValidPart valid(
      ClickLog clicks, ClickLog named, ValidationParameters validation) throws IOException {
    return named == null
        ? PreparedTraining.ValidPart.of(clicks.dataset(), validation)
        : new PreparedTraining.ValidPart(named.dataset().train(), named.dataset().catalog());
  }
}
