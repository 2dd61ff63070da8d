package clickahead.tune;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a study came to so far.
 *
 * @param plan what makes it
 * @param trials those that have ended, by number; some may be missing that were still running
 */
public record StudyRecord(StudyPlan plan, List<Trial> trials) {

  /** Keeps a copy. */
  public StudyRecord {
    trials = List.copyOf(trials);
  }

  /**
   * Reads a study's file, also one that is being written.
   *
   * @return empty if there is no file, or nothing of it but a torn first line
   * @throws InputException if it is no study, or damaged
   */
  public static Optional<StudyRecord> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return StudyLines.read(file, text.substring(0, text.lastIndexOf('\n') + 1), text);
  }

  /** The complete trial with the highest value, the first of equals. */
  public Optional<Trial> best() {
    return ranked().stream().findFirst().filter(t -> t.state() == Trial.State.COMPLETE);
  }

  /**
   * All trials, best first: the complete ones by value, then the pruned ones, longest first, then
   * those that failed.
   */
  public List<Trial> ranked() {
    return trials.stream().sorted(order()).toList();
  }

  /** Best first; of equals the earlier one. */
  static Comparator<Trial> order() {
    return Comparator.comparing(Trial::state)
        .thenComparing(t -> t.state() == Trial.State.PRUNED ? -t.epochs() : 0)
        .thenComparing(Trial::value, Comparator.reverseOrder())
        .thenComparing(Trial::number);
  }
}
