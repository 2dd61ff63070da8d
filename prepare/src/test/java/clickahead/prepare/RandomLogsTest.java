package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

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

  /** How the rows become parts: by days, by each kind of division, or by a recipe. */
  enum Way {
    DAYS,
    CUT_DAYS,
    GAP,
    RECIPE,
    TIME,
    RANDOM,
    WITHIN,
    LEAVE_ONE_OUT;

    void choose(PreparationOptionsBuilder options, long seed) throws InputException {
      if (this == RECIPE) {
        options
            .recipe(Recipes.named("user-item-time").with("min_item_support", "2"))
            .header(true)
            .columnNames(List.of())
            .sessionColumn("session");
        return;
      }
      options.minItemSupport(2).dropRepeats(true);
      switch (this) {
        case DAYS, CUT_DAYS -> options.testDays(3).validDays(3).cutSessions(this == CUT_DAYS);
        case GAP -> options.userColumn("session").gap(Duration.ofHours(30)).testDays(3);
        case LEAVE_ONE_OUT -> options.division(Division.parse("leave-one-out", seed));
        default ->
            options.division(
                Division.parse(name().toLowerCase(Locale.ROOT) + ":0.6,0.2,0.2", seed));
      }
    }

    /** Are sessions cut, so that later parts begin with what the earlier ones have? */
    boolean keepsHistories() {
      return this == WITHIN || this == LEAVE_ONE_OUT;
    }
  }

  @Property(tries = 40)
  void accountsForEveryRow(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 200) int events,
      @ForAll @IntRange(min = 1, max = 12) int sessions,
      @ForAll @IntRange(max = 10) int broken,
      @ForAll Way way)
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
      way.choose(options, seed);
      PreparationReport report;
      try {
        report = Preparation.run(options.build(), Progress.NONE);
      } catch (InputException e) {
        // what is left may be nothing, or all in the last days: that is said, and nothing is made
        assertThat(e).hasMessageMatching("(?s)no (event|session) is left.*");
        assertThat(folder.resolve("out")).doesNotExist();
        Statistics.collect("nothing is left");
        return;
      }
      Statistics.collect("made");
      Statistics.coverage(made -> made.check("made").percentage(share -> share > 60));
      check(report, Dataset.open(folder.resolve("out")), events, broken, way);
    } finally {
      delete(folder);
    }
  }

  private static void check(
      PreparationReport report, Dataset dataset, int events, int broken, Way way)
      throws IOException {
    assertThat(report.rows()).isEqualTo(events + broken);
    assertThat(report.badRows()).isEqualTo(broken);
    assertThat(report.log().events()).isEqualTo(events);
    List<SessionLog> parts =
        Stream.of(dataset.train(), dataset.valid().orElse(null), dataset.test().orElse(null))
            .filter(part -> part != null)
            .toList();
    long removed = report.steps().stream().mapToLong(Step::events).sum();
    long kept = 0;
    for (SessionLog log : parts) {
      checkSessions(log, dataset);
      kept += log.events() - histories(log);
    }
    assertThat(kept + removed).isEqualTo(events);
    assertThat(parts.stream().anyMatch(log -> histories(log) > 0))
        .isEqualTo(way.keepsHistories() && parts.size() > 1);
    if (way.keepsHistories()) {
      checkHistories(parts);
    }
  }

  private static long histories(SessionLog log) {
    return IntStream.range(0, log.sessions()).mapToLong(log::history).sum();
  }

  /** What is history in a part is what the parts before it have of the session, and no more. */
  private static void checkHistories(List<SessionLog> parts) {
    Map<String, List<Integer>> known = new HashMap<>();
    for (SessionLog log : parts) {
      for (int s = 0; s < log.sessions(); s++) {
        int history = log.history(s);
        List<Integer> items = new ArrayList<>();
        for (long event = log.start(s); event < log.start(s + 1); event++) {
          items.add(log.item(event));
        }
        assertThat(items.subList(0, history)).isEqualTo(known.getOrDefault(log.id(s), List.of()));
        assertThat(items.size()).isGreaterThan(history);
        known.put(log.id(s), items);
      }
    }
  }

  /** Sessions as rows of lists, in the order of prefixes, backwards, or mixed with each other. */
  @Property(tries = 25)
  void rowsOfListsAreEachOneItemToPredict(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 15) int sessions,
      @ForAll @IntRange(min = 1, max = 8) int longest,
      @ForAll boolean missing,
      @ForAll boolean numbered)
      throws IOException {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int s = 0; s < sessions; s++) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(8); i++) {
        items.add("s" + s + "-" + random.nextInt(3));
      }
      for (int i = 1; i < items.size(); i++) {
        List<String> before = items.subList(Math.max(0, i - longest), i);
        if (!missing || random.nextInt(4) > 0) {
          rows.add("s" + s + "\t" + String.join(" ", before) + "\t" + items.get(i));
        }
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    if (!numbered) {
      Collections.shuffle(rows, random);
    } else if (random.nextBoolean()) {
      Collections.reverse(rows);
    }
    checkLists(rows, longest, numbered);
  }

  private static void checkLists(List<String> rows, int longest, boolean numbered)
      throws IOException {
    Path folder = Files.createTempDirectory("random-lists");
    try {
      List<String> lines =
          new ArrayList<>(List.of("session_id:token\titem_id_list:token_seq\titem_id:token"));
      for (int i = 0; i < rows.size(); i++) {
        lines.add(numbered ? i + rows.get(i).substring(rows.get(i).indexOf('\t')) : rows.get(i));
      }
      Files.write(folder.resolve("l.inter"), lines);
      Preparation.run(
          PreparationOptions.builder()
              .logs(List.of(folder.resolve("l").toString()))
              .format(LogFormat.ATOMIC)
              .out(folder.resolve("out"))
              .memory("500MB")
              .build(),
          Progress.NONE);
      Dataset dataset = Dataset.open(folder.resolve("out"));
      checkSessions(dataset.train(), dataset);
      List<String> found = pairs(dataset.train(), dataset.catalog(), longest);
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              rows.stream().map(row -> row.substring(row.indexOf('\t') + 1)).toList());
    } finally {
      delete(folder);
    }
  }

  /** What is to be predicted behind the last items before it, as many as lists have. */
  private static List<String> pairs(SessionLog log, Catalog catalog, int longest) {
    List<String> pairs = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      List<String> items = new ArrayList<>();
      for (long event = log.start(s); event < log.start(s + 1); event++) {
        items.add(catalog.id(log.item(event)));
      }
      for (int i = Math.max(1, log.history(s)); i < items.size(); i++) {
        List<String> before = items.subList(Math.max(0, i - longest), i);
        pairs.add(String.join(" ", before) + "\t" + items.get(i));
      }
    }
    return pairs;
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
