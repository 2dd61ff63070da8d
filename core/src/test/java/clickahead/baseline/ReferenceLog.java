package clickahead.baseline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clickahead.eval.TestSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Training and test part of a public log, sorted by session and time as the originals had them. */
record ReferenceLog(TimedLog train, TestSessions test, int items) {

  private record Click(String item, double time) {}

  /** A data set outside the project; the test that wants it is skipped where it is absent. */
  static ReferenceLog open(String folder, String train) throws IOException {
    Path data = Path.of(System.getProperty("clickahead.shared", "shared"), "data", folder);
    assumeTrue(Files.exists(data), () -> "skipped, there is no " + data);
    Map<String, Integer> items = new HashMap<>();
    TimedLog log = read(data.resolve(train), items);
    int known = items.size();
    TimedLog test = read(data.resolve("test.txt"), items);
    if (items.size() > known) {
      throw new IllegalStateException("the test part has items that the training part lacks");
    }
    return new ReferenceLog(log, TestSessions.of(test), known);
  }

  private static TimedLog read(Path file, Map<String, Integer> items) throws IOException {
    Map<Long, List<Click>> sessions = new TreeMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(
              row ->
                  sessions
                      .computeIfAbsent(Long.parseLong(row[0]), id -> new ArrayList<>())
                      .add(new Click(row[1], Double.parseDouble(row[2]))));
    }
    sessions.values().forEach(s -> s.sort(Comparator.comparingDouble(Click::time)));
    return TimedLog.of(
        sessions.values().stream()
            .map(
                s ->
                    s.stream()
                        .mapToInt(c -> items.computeIfAbsent(c.item(), id -> items.size()))
                        .toArray())
            .toList(),
        sessions.values().stream()
            .map(s -> s.stream().mapToLong(c -> Math.round(1000 * c.time())).toArray())
            .toList());
  }
}
