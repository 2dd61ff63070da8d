package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of session-rec's own popularity: the same log, the same transitions, the same ranks. */
class PopularityFiguresTest {

  private record Click(String item, double time) {}

  private static SessionLog read(Path file, Map<String, Integer> items) throws IOException {
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
    sessions.values().forEach(s -> s.sort((a, b) -> Double.compare(a.time(), b.time())));
    return SessionLog.of(
        sessions.values().stream()
            .map(
                s ->
                    s.stream()
                        .mapToInt(c -> items.computeIfAbsent(c.item(), id -> items.size()))
                        .toArray())
            .toArray(int[][]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "serenade-toy, train.txt, 931, .010741, .002188, .002178",
    "rsc15-100k, train_full.txt, 10152, .089441, .026351, .026351"
  })
  void popularityHasTheFiguresOfTheReference(
      String folder, String train, int events, double recall, double standard, double conservative)
      throws IOException {
    Path data = Path.of(System.getProperty("clickahead.shared", "shared"), "data", folder);
    assumeTrue(Files.exists(data), () -> "skipped, there is no " + data);
    Map<String, Integer> items = new HashMap<>();
    SessionLog log = read(data.resolve(train), items);
    TestSessions test = TestSessions.of(read(data.resolve("test.txt"), items));
    Metrics metrics =
        new Evaluation(test, 20)
            .measure(Popularity.train(log, items.size()).ranker(2), Progress.NONE);
    assertThat(metrics.events()).isEqualTo(events);
    assertThat(metrics.recall(TieMode.STANDARD, 20)).isCloseTo(recall, within(1e-6));
    assertThat(metrics.mrr(TieMode.STANDARD, 20)).isCloseTo(standard, within(1e-6));
    assertThat(metrics.mrr(TieMode.CONSERVATIVE, 20)).isCloseTo(conservative, within(1e-6));
  }
}
