package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the log is: sessions are never mixed, and no event is lost without being counted. */
class RandomLogsTest {
  private static final String[] BROKEN = {"s1,i1", "s1,i1,soon", ",i1,5", "s1,,5", "s1,i1,5,6"};

  /** Rows in random order: each item id carries its session's, so that mixing shows. */
  private static List<String> rows(Random random, int events, int sessions, int broken) {
    List<String> rows = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < events; i++) {
      int session = random.nextInt(sessions);
      String item = random.nextInt(4) == 0 ? "shared" : "s" + session + "-" + random.nextInt(3);
      long time = 1_400_000_000L + random.nextInt(20) * 86_400L + random.nextInt(100);
      rows.add("s" + session + "," + item + "," + time);
    }
    for (int i = 0; i < broken; i++) {
      rows.add(1 + random.nextInt(rows.size()), BROKEN[random.nextInt(BROKEN.length)]);
    }
    return rows;
  }

  @Property(tries = 25)
  void accountsForEveryRow(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 200) int events,
      @ForAll @IntRange(min = 1, max = 12) int sessions,
      @ForAll @IntRange(max = 10) int broken,
      @ForAll boolean cut,
      @ForAll boolean byRecipe)
      throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("random-logs");
    try {
      Path log = folder.resolve("log.csv");
      Files.write(log, rows(random, events, sessions, broken), StandardCharsets.UTF_8);
      PreparationOptionsBuilder options =
          PreparationOptions.builder()
              .logs(List.of(log.toString()))
              .out(folder.resolve("out"))
              .memory("500MB")
              .maxBad(1);
      if (byRecipe) {
        options
            .recipe(Recipes.named("user-item-time").with("min_item_support", "2"))
            .header(true)
            .columnNames(List.of())
            .sessionColumn("session");
      } else {
        options.minItemSupport(2).dropRepeats(true).testDays(3).validDays(3).cutSessions(cut);
      }
      PreparationReport report;
      try {
        report = Preparation.run(options.build(), Progress.NONE);
      } catch (InputException e) {
        // what is left may be nothing, or all in the last days: that is said, and nothing is made
        assertThat(e).hasMessageMatching("(?s)no (event|session) is left.*");
        assertThat(folder.resolve("out")).doesNotExist();
        return;
      }
      check(report, Dataset.open(folder.resolve("out")), events, broken);
    } finally {
      delete(folder);
    }
  }

  private static void check(PreparationReport report, Dataset dataset, int events, int broken)
      throws IOException {
    assertThat(report.rows()).isEqualTo(events + broken);
    assertThat(report.badRows()).isEqualTo(broken);
    assertThat(report.log().events()).isEqualTo(events);
    long removed = report.steps().stream().mapToLong(Step::events).sum();
    long kept = report.parts().values().stream().mapToLong(Part::events).sum();
    assertThat(kept + removed).isEqualTo(events);
    for (SessionLog log :
        Stream.of(dataset.train(), dataset.valid().orElse(null), dataset.test().orElse(null))
            .filter(part -> part != null)
            .toList()) {
      checkSessions(log, dataset);
    }
  }

  private static void checkSessions(SessionLog log, Dataset dataset) {
    for (int s = 0; s < log.sessions(); s++) {
      String owner = "";
      for (long event = log.start(s); event < log.start(s + 1); event++) {
        String item = dataset.catalog().id(log.item(event));
        if (!item.equals("shared")) {
          String found = item.substring(0, item.indexOf('-'));
          assertThat(owner).isIn("", found);
          owner = found;
        }
        if (event > log.start(s)) {
          assertThat(log.time(event)).isGreaterThanOrEqualTo(log.time(event - 1));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
