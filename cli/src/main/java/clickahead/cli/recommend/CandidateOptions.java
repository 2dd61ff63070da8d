package clickahead.cli.recommend;

import clickahead.Candidates;
import clickahead.Recommender;
import clickahead.cli.console.Console;
import clickahead.data.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which items may be recommended: the options, and what they choose. */
final class CandidateOptions {
  private static final int NAMED = 5;

  @Option(
      names = "--only",
      paramLabel = "FILE|A,B,C",
      description =
          "Recommend only these items: ids with commas between them, or the name of a file with one id on each line.")
  private String only;

  @Option(
      names = "--without",
      paramLabel = "FILE|A,B,C",
      description = "Never recommend these items, given in the same way.")
  private String without;

  @Option(names = "--exclude-seen", description = "Leave out items of the session.")
  private boolean excludeSeen;

  /**
   * Resolves the options against a model; ids that it does not know are remarked on.
   *
   * @throws InputException if no item of the allow list is known
   */
  Candidates candidates(Recommender recommender, Console console) throws IOException {
    Candidates candidates = recommender.candidates();
    if (only != null) {
      List<String> ids = read(only);
      Candidates some = candidates.only(ids);
      if (ids.stream().noneMatch(id -> recommender.catalog().index(id) >= 0)) {
        throw new InputException(
            isFile(only)
                ? only + ": none of its " + ids.size() + " lines is an item that the model knows"
                : "--only " + only + ": neither a file nor items that the model knows");
      }
      remark(console, "--only", ids.size(), some.unknown());
      candidates = some;
    }
    if (without != null) {
      List<String> ids = read(without);
      remark(console, "--without", ids.size(), recommender.candidates().without(ids).unknown());
      candidates = candidates.without(ids);
    }
    return excludeSeen ? candidates.unseen() : candidates;
  }

  private static void remark(Console console, String option, int given, List<String> unknown) {
    if (!unknown.isEmpty()) {
      String more = unknown.size() > NAMED ? ", ..." : "";
      console.remark(
          "%s: the model does not know %,d of the %,d items (%s%s); skipped",
          option,
          unknown.size(),
          given,
          String.join(", ", unknown.subList(0, Math.min(NAMED, unknown.size()))),
          more);
    }
  }

  private static List<String> read(String fileOrIds) throws IOException {
    if (isFile(fileOrIds)) {
      try (Stream<String> lines = Files.lines(Path.of(fileOrIds), StandardCharsets.UTF_8)) {
        return lines.map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof MalformedInputException) {
          throw new InputException(
              fileOrIds + ": not UTF-8 text; expected one item id on each line");
        }
        throw e;
      }
    }
    return Arrays.stream(fileOrIds.split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }

  private static boolean isFile(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
