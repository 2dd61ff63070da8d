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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The known figures of the baselines on the e-shop log, its last 14 days as test. */
class EshopBaselinesTest {
  private static final Map<String, Integer> ITEMS = new HashMap<>();
  private static SessionLog train;
  private static TestSessions test;

  /** One session: the day of its first click, and its items without consecutive repeats. */
  private record Visit(LocalDate day, List<Integer> items) {
    void click(int item) {
      if (items.isEmpty() || items.getLast() != item) {
        items.add(item);
      }
    }
  }

  @BeforeAll
  static void readLog() throws IOException {
    Path file =
        Path.of(
            System.getProperty("clickahead.shared", "shared"),
            "data/eshop-2008/e-shop-clothing-2008.csv.gz");
    assumeTrue(Files.exists(file), () -> "skipped, the e-shop log is not at " + file);
    Map<String, Visit> visits = new LinkedHashMap<>();
    LocalDate last = LocalDate.MIN;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] row = line.split(";", -1);
        LocalDate day =
            LocalDate.of(
                Integer.parseInt(row[0]), Integer.parseInt(row[1]), Integer.parseInt(row[2]));
        last = day.isAfter(last) ? day : last;
        visits
            .computeIfAbsent(row[5], id -> new Visit(day, new ArrayList<>()))
            .click(ITEMS.computeIfAbsent(row[7], id -> ITEMS.size()));
      }
    }
    LocalDate firstTestDay = last.minusDays(13);
    train = log(visits.values().stream().filter(v -> v.day().isBefore(firstTestDay)).toList());
    test =
        TestSessions.of(
            log(visits.values().stream().filter(v -> !v.day().isBefore(firstTestDay)).toList()));
  }

  private static SessionLog log(List<Visit> visits) {
    return SessionLog.of(
        visits.stream()
            .filter(v -> v.items().size() > 1)
            .map(v -> v.items().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  private static void assertFigures(
      Baseline baseline, TieMode mode, double recall, double mrr, double tolerance) {
    Metrics metrics = new Evaluation(test, 20).measure(baseline.ranker(2), Progress.NONE);
    assertThat(metrics.events()).isEqualTo(12_561);
    assertThat(metrics.recall(mode, 20))
        .as("recall@20, %s", mode)
        .isCloseTo(recall, within(tolerance));
    assertThat(metrics.mrr(mode, 20)).as("MRR@20, %s", mode).isCloseTo(mrr, within(tolerance));
  }

  @Test
  void theSplitHasTheKnownSizes() {
    assertThat(train.sessions()).isEqualTo(16_902);
    assertThat(train.events()).isEqualTo(138_204);
    assertThat(test.sessions()).isEqualTo(1_668);
    assertThat(test.events()).isEqualTo(14_229);
    assertThat(ITEMS).hasSize(217);
  }

  @Test
  void popularityReachesItsKnownFigures() {
    Baseline popularity = Popularity.train(train, ITEMS.size());
    assertFigures(popularity, TieMode.STANDARD, .23462, .05102, 5e-6);
    assertFigures(popularity, TieMode.CONSERVATIVE, .23462, .05102, 5e-6);
  }

  @Test
  void sessionPopularityReachesItsKnownFigures() {
    Baseline baseline = SessionPopularity.train(train, ITEMS.size());
    assertFigures(baseline, TieMode.STANDARD, .24114, .04317, 1e-5);
    assertFigures(baseline, TieMode.CONSERVATIVE, .24114, .04317, 1e-5);
  }

  @Test
  void markovChainReachesItsKnownFigures() {
    Baseline chain = MarkovChain.train(train, ITEMS.size());
    assertFigures(chain, TieMode.STANDARD, .69835, .26493, 5e-6);
    assertFigures(chain, TieMode.CONSERVATIVE, .69835, .26492, 5e-6);
  }
}
