package clickahead.cli.tune;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.official.OfficialColumns;
import clickahead.cli.official.PickledFile;
import clickahead.cli.train.PreparedTraining;
import clickahead.data.InputException;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which clicks a search trains and measures on. */
final class TuneClicks {
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
    List<String> words = new ArrayList<>(List.of(data.toString()));
    words.addAll(official.over(columns).words());
    return words;
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
