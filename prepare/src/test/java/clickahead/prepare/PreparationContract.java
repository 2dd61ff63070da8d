package clickahead.prepare;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Hand-made logs, and what preparing them gives, in words. */
abstract class PreparationContract {
  @TempDir Path folder;
  PreparationReport report;
  Dataset dataset;

  /** Writes a file of these lines. */
  Path file(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  /** Options for these files, with the data set in the folder {@code out}. */
  PreparationOptionsBuilder options(Path... files) {
    return PreparationOptions.builder()
        .logs(List.of(files).stream().map(Path::toString).toList())
        .out(folder.resolve("out"))
        .memory("500MB");
  }

  /** Prepares, and opens the result. */
  void prepare(PreparationOptionsBuilder options) throws IOException {
    report = Preparation.run(options.build(), Progress.NONE);
    dataset = Dataset.open(folder.resolve("out"));
  }

  /** The message of the complaint. */
  String complaint(PreparationOptionsBuilder options) throws IOException {
    try {
      Preparation.run(options.build(), Progress.NONE);
    } catch (InputException e) {
      return e.getMessage();
    }
    throw new AssertionError("prepared without complaint");
  }

  /** The sessions of a log, each as its item ids. */
  List<String> sessions(SessionLog log) {
    List<String> sessions = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      List<String> items = new ArrayList<>();
      for (long event = log.start(s); event < log.start(s + 1); event++) {
        items.add(dataset.catalog().id(log.item(event)));
      }
      sessions.add(String.join(" ", items));
    }
    return sessions;
  }

  List<String> train() throws IOException {
    return sessions(dataset.train());
  }

  List<String> valid() throws IOException {
    return sessions(dataset.valid().orElseThrow());
  }

  List<String> trainFull() throws IOException {
    return sessions(dataset.trainFull().orElseThrow());
  }

  List<String> test() throws IOException {
    return sessions(dataset.test().orElseThrow());
  }

  /** The times of the training events. */
  List<Long> times() throws IOException {
    SessionLog log = dataset.train();
    List<Long> times = new ArrayList<>();
    for (long event = 0; event < log.events(); event++) {
      times.add(log.time(event));
    }
    return times;
  }
}
