package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Random raw files of every recipe: sessions are never mixed, no event is lost uncounted. */
class RandomRecipesTest {
  private static final int OWNERS = 12;

  /**
   * A click of somebody.
   *
   * @param owner whose, a number
   * @param millis when
   */
  private record Click(int owner, String item, long millis) {
    String iso() {
      return Instant.ofEpochMilli(millis).toString();
    }

    String text(String pattern) {
      return DateTimeFormatter.ofPattern(pattern)
          .withZone(ZoneOffset.UTC)
          .format(Instant.ofEpochMilli(millis));
    }

    long ofDay() {
      return Math.floorMod(millis, 86_400_000L);
    }
  }

  /** The raw files of each recipe. */
  enum Raw {
    RSC15("rsc15", "2014-09-30", ""),
    RSC15_ROWS("rsc15-rows-1/2", "2014-09-30", ""),
    YOOCHOOSE("yoochoose", "2014-09-30", ""),
    YOOCHOOSE_NARM("yoochoose-narm-1/2", "2014-09-30", ""),
    DIGINETICA("diginetica", "2016-06-01", "session_id;user_id;item_id;timeframe;eventdate"),
    DIGINETICA_NARM(
        "diginetica-narm", "2016-06-01", "session_id;user_id;item_id;timeframe;eventdate"),
    RETAILROCKET("retailrocket", "2015-09-18", "timestamp,visitorid,event,itemid,transactionid"),
    REES46(
        "rees46",
        "2019-12-01",
        "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"),
    COVEO(
        "coveo",
        "2019-04-01",
        "session_id_hash,event_type,product_action,product_skus_hash,server_timestamp_epoch_ms,hashed_url"),
    MOVIELENS_20M("movielens-20m", "2015-03-01", "userId,movieId,rating,timestamp"),
    MOVIELENS_1M("movielens-1m", "2002-01-01", ""),
    MOVIELENS_100K("movielens-100k", "1998-04-01", ""),
    PUBLISHED("published-split", "2014-09-30", "SessionId\tItemId\tTime"),
    USER_ITEM_TIME("user-item-time", "2014-09-30", "");

    private final String recipe;
    private final long end;
    private final String header;

    Raw(String recipe, String end, String header) {
      this.recipe = recipe;
      this.end = LocalDate.parse(end).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      this.header = header;
    }

    String line(Click c, Random random) {
      String kind = random.nextInt(5) == 0 ? "addtocart" : "view";
      return switch (this) {
        case RSC15, RSC15_ROWS, YOOCHOOSE, YOOCHOOSE_NARM ->
            c.owner() + "," + c.iso() + "," + c.item() + ",0";
        case DIGINETICA, DIGINETICA_NARM ->
            "%d;NA;%s;%d;%s".formatted(c.owner(), c.item(), c.ofDay(), c.text("uuuu-MM-dd"));
        case RETAILROCKET -> "%d,%d,%s,%s,".formatted(c.millis(), c.owner(), kind, c.item());
        case REES46 ->
            "%s UTC,%s,%s,1,a.b,c,9.5,%d,x"
                .formatted(c.text("uuuu-MM-dd HH:mm:ss"), kind, c.item(), c.owner());
        case COVEO ->
            "%d,event_product,%s,%s,%d,u"
                .formatted(c.owner(), kind.equals("view") ? "detail" : "add", c.item(), c.millis());
        case MOVIELENS_20M -> c.owner() + "," + c.item() + ",4.5," + c.millis() / 1000;
        case MOVIELENS_1M -> c.owner() + "::" + c.item() + "::4::" + c.millis() / 1000;
        case MOVIELENS_100K -> c.owner() + "\t" + c.item() + "\t4\t" + c.millis() / 1000;
        case PUBLISHED -> c.owner() + "\t" + c.item() + "\t" + c.millis() / 1000;
        case USER_ITEM_TIME -> c.owner() + "," + c.item() + "," + c.millis() / 1000;
      };
    }

    /** How many days before the end a click is: anywhere in a user's time, or in its session's. */
    long daysBefore(int owner, Random random) {
      return switch (this) {
        case MOVIELENS_20M -> random.nextInt(2400);
        case MOVIELENS_1M -> random.nextInt(600);
        case MOVIELENS_100K -> random.nextInt(200);
        case RETAILROCKET, REES46, USER_ITEM_TIME -> random.nextInt(2 * OWNERS);
        default -> 2L * owner + random.nextInt(2);
      };
    }

    /** Names of the files that the recipe takes. */
    List<String> files() {
      return switch (this) {
        case YOOCHOOSE -> List.of("clicks.dat", "test.dat");
        case PUBLISHED -> List.of("train.tsv", "valid.tsv", "test.tsv");
        default -> List.of("log.csv");
      };
    }

    PreparationOptionsBuilder options() throws InputException {
      Recipe named = Recipes.named(recipe);
      boolean support = named.parameters().containsKey("min_item_support");
      return PreparationOptions.builder()
          .recipe(support ? named.with("min_item_support", "2") : named);
    }
  }

  @Property(tries = 42)
  void accountsForEveryRow(@ForAll long seed, @ForAll Raw raw) throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("random-recipes");
    try {
      List<String> logs = new ArrayList<>();
      int events = 0;
      for (String name : raw.files()) {
        List<String> lines =
            new ArrayList<>(raw.header.isEmpty() ? List.of() : List.of(raw.header));
        int count = 100 + random.nextInt(200);
        for (Click click : clicks(random, count, raw)) {
          lines.add(raw.line(click, random));
        }
        events += count;
        logs.add(Files.write(folder.resolve(name), lines).toString());
      }
      PreparationReport report;
      try {
        report =
            Preparation.run(
                raw.options().logs(logs).out(folder.resolve("out")).memory("500MB").build(),
                Progress.NONE);
      } catch (InputException e) {
        assertThat(e).hasMessageMatching("(?s)no (event|session) is left.*");
        Statistics.collect("nothing is left");
        return;
      }
      Statistics.collect("made");
      Statistics.coverage(made -> made.check("made").percentage(share -> share > 70));
      check(report, Dataset.open(folder.resolve("out")), events);
    } finally {
      delete(folder);
    }
  }

  /** In random order; each item's id carries its owner's, so that mixing shows. */
  private static List<Click> clicks(Random random, int count, Raw raw) {
    List<Click> clicks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int owner = 1 + random.nextInt(OWNERS);
      String item = random.nextInt(4) == 0 ? "9" : owner + "000" + random.nextInt(4);
      long before = raw.daysBefore(owner, random) * 86_400_000L + random.nextInt(7_200) * 1000L;
      clicks.add(new Click(owner, item, raw.end - before));
    }
    return clicks;
  }

  private static void check(PreparationReport report, Dataset dataset, int events)
      throws IOException {
    assertThat(report.rows()).isEqualTo(events);
    assertThat(report.badRows()).isZero();
    assertThat(report.log().events()).isEqualTo(events);
    Map<String, Part> parts = report.parts();
    long kept = 0;
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      boolean again = parts.containsKey("train_full") && part.getKey().matches("train|valid");
      kept += again ? 0 : part.getValue().events();
    }
    assertThat(kept + report.steps().stream().mapToLong(Step::events).sum()).isEqualTo(events);
    assertThat(report.steps()).allMatch(step -> step.events() > 0);
    for (SessionLog log :
        Stream.of(
                dataset.train(),
                dataset.trainFull().orElse(null),
                dataset.valid().orElse(null),
                dataset.test().orElse(null))
            .filter(part -> part != null)
            .toList()) {
      for (int s = 0; s < log.sessions(); s++) {
        assertThat(log.length(s)).isGreaterThan(1);
        assertThat(owners(log, s, dataset)).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  private static Set<String> owners(SessionLog log, int session, Dataset dataset) {
    Set<String> owners = new HashSet<>();
    for (long e = log.start(session); e < log.start(session + 1); e++) {
      String item = dataset.catalog().id(log.item(e));
      if (!item.equals("9")) {
        owners.add(item.substring(0, item.length() - 4));
      }
    }
    return owners;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
