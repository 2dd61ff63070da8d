package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The atomic files of one RecBole data set: NAME.inter with the interactions, or NAME.train.inter
 * and so on where somebody divided them; NAME.item and NAME.user, if there are any.
 *
 * @param interactions in the order train, valid, test; or the one that is not divided
 * @param items what describes the items
 * @param users what describes the users
 */
record AtomicFiles(List<Path> interactions, Optional<Path> items, Optional<Path> users) {
  private static final String END = ".inter";

  /**
   * Finds them.
   *
   * @param given a folder, the beginning of the files' names, or the file of interactions
   * @param parts names of the parts of divided files; empty: train, valid, test if there are no
   *     undivided ones
   */
  static AtomicFiles find(String given, List<String> parts) throws IOException {
    if (!parts.isEmpty()) {
      return of(Path.of(given).toAbsolutePath().normalize(), parts);
    }
    return find(given);
  }

  private static AtomicFiles of(Path stem, List<String> parts) throws IOException {
    List<Path> interactions = new ArrayList<>();
    for (String part : parts) {
      interactions.add(
          sibling(stem, "." + part + END)
              .orElseThrow(
                  () -> new InputException(stem + "." + part + END + ": there is no such file")));
    }
    return new AtomicFiles(interactions, sibling(stem, ".item"), sibling(stem, ".user"));
  }

  private static AtomicFiles find(String given) throws IOException {
    Path path = Path.of(given).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return of(path.resolve(only(path)));
    }
    String name = path.getFileName().toString();
    return of(
        name.endsWith(END) && Files.exists(path)
            ? path.resolveSibling(name.substring(0, name.length() - END.length()))
            : path);
  }

  private static String only(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(END))
          .map(name -> name.replaceAll("(\\.train|\\.valid|\\.test)?\\.inter$", ""))
          .distinct()
          .sorted()
          .forEach(names::add);
    }
    if (names.size() != 1) {
      throw new InputException(
          folder
              + ": "
              + (names.isEmpty()
                  ? "no file of interactions, expected NAME.inter"
                  : "more than one data set (" + String.join(", ", names) + "). Name one of them"));
    }
    return names.getFirst();
  }

  private static AtomicFiles of(Path stem) throws IOException {
    List<Path> interactions = new ArrayList<>();
    for (String part : List.of("", ".train", ".valid", ".test")) {
      sibling(stem, part + END).ifPresent(interactions::add);
    }
    boolean whole = sibling(stem, END).isPresent();
    if (interactions.isEmpty()) {
      throw new InputException(
          stem
              + ": no file of interactions, expected "
              + stem.getFileName()
              + END
              + " (or .train.inter, .valid.inter, .test.inter)");
    }
    if (whole) {
      // the undivided file holds what the parts hold
      interactions = interactions.subList(0, 1);
    } else if (sibling(stem, ".train" + END).isEmpty() || interactions.size() == 1) {
      throw new InputException(
          stem
              + ": found only "
              + interactions.getFirst().getFileName()
              + " of a divided data set, expected .train.inter and .test.inter");
    }
    return new AtomicFiles(interactions, sibling(stem, ".item"), sibling(stem, ".user"));
  }

  private static Optional<Path> sibling(Path stem, String end) {
    Path file = stem.resolveSibling(stem.getFileName() + end);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** Has somebody divided the interactions? */
  boolean divided() {
    return interactions.size() > 1;
  }
}
