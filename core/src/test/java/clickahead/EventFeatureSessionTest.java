package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import clickahead.SessionStateException.Reason;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.ModelFile;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.EventLog;
import clickahead.train.SequenceTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running sessions of a model that looks at features of the events and of the session. */
class EventFeatureSessionTest {
  private static final int ITEMS = 12;
  private static final int LENGTH = 7;
  private static final long SEED = 31;
  private static final Catalog CATALOG = Catalog.of(EventLog.ids(ITEMS), Map.of());
  private static final String STREAM = "length_mode=stream";

  @TempDir private Path folder;

  /** Sessions of random items; some values are missing. */
  private static EventLog log(int sessions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EventLog log = new EventLog();
    for (int s = 0; s < sessions; s++) {
      int[] items = random.ints(LENGTH, 0, ITEMS).toArray();
      log.session(random.nextInt(4) == 0 ? "" : "c" + random.nextInt(3), items);
      long time = 1_000_000L * s;
      for (int e = 0; e < LENGTH; e++) {
        time += 1000L * random.nextInt(1, 200);
        String type = random.nextInt(5) == 0 ? "" : "t" + random.nextInt(4);
        log.event(time, type, random.nextInt(5) == 0 ? "" : "" + random.nextInt(90));
        log.also("tags", random.nextInt(5) == 0 ? "" : tags(random));
        log.also("image", random.nextInt(5) == 0 ? "" : random.nextInt(9) + " 0.5 -1e-1");
      }
    }
    return log;
  }

  private static String tags(SplittableRandom random) {
    return random
        .ints(random.nextInt(1, 4), 0, 6)
        .mapToObj(i -> "tag" + i)
        .collect(Collectors.joining(" "));
  }

  private Recommender recommender(String mode) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "selected_features",
                    "event:type/event:price:normalized/event:dwell:bucketed:6/session:country"
                        + "/event:tags:token_seq/event:image:vector:4/session:spot:vector"
                        + "/session:words:token_seq",
                    "embedding_size",
                    "6",
                    "hidden_size",
                    "7",
                    "train_batch_size",
                    "32",
                    "learning_rate",
                    "0.05",
                    "threads",
                    "1"));
    for (String setting : mode.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    Path file = folder.resolve("shop.model");
    try (SequenceTrainer trainer =
        new SequenceTrainer(
            "gru4recf",
            parameters.build(),
            TrainingSet.of(log(60, SEED).log(), CATALOG),
            Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, trainer.model(Map.of()));
      return Recommender.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Session begin(Recommender recommender, EventLog log, int session) {
    String country = log.country(session);
    return recommender.session(
        Map.of(
            "country",
            country,
            "words",
            EventLog.words(country),
            "spot",
            EventLog.spot(country),
            "device",
            "ignored"));
  }

  private static Click click(EventLog log, int event) {
    return Click.of("item" + log.log().item(event))
        .at(Instant.ofEpochMilli(log.time(event)))
        .with("type", log.type(event))
        .with("price", log.price(event))
        .with("tags", log.more("tags", event))
        .with("image", log.more("image", event));
  }

  private static float[] scores(Session session) {
    float[] scores = new float[ITEMS];
    Recommendations all = session.recommend(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      scores[all.index(i)] = all.score(i);
    }
    return scores;
  }

  private static float[][] evaluated(Recommender recommender, EventLog log) {
    TestSessions test = TestSessions.of(log.log());
    float[][] scores = new float[test.transitions()][];
    recommender
        .model()
        .ranker(1)
        .score(test, () -> (transition, row) -> scores[transition] = row.clone(), (d, a) -> {});
    return scores;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STREAM,
        "length_mode=window max_length=3",
        "architecture=parallel network_per_feature=true"
      })
  void clicksScoreAsEvaluationDoes(String mode) {
    Recommender recommender = recommender(mode);
    EventLog log = log(5, SEED + 1);
    float[][] expected = evaluated(recommender, log);
    for (int s = 0; s < 5; s++) {
      Session session = begin(recommender, log, s);
      for (int e = 0; e < LENGTH - 1; e++) {
        assertThat(session.click(click(log, s * LENGTH + e))).isTrue();
        assertThat(scores(session))
            .as("session %d after click %d", s, e)
            .containsExactly(expected[s * (LENGTH - 1) + e], within(1e-4f));
      }
    }
  }

  @Test
  void whatIsNotSaidIsAsIfItWereMissing() {
    Recommender recommender = recommender(STREAM);
    Session plain = recommender.session();
    plain.click("item3");
    plain.click(List.of("item5", "item1"));
    Session unknown = recommender.session(Map.of("country", "never seen"));
    unknown.click(Click.of("item3").at(Instant.EPOCH).with("type", "never seen"));
    unknown.click(Click.of("item5").with("type", ""));
    unknown.click(Click.of("item1").at(Instant.EPOCH));
    assertThat(scores(unknown)).isEqualTo(scores(plain));
    assertThat(recommender.eventColumns()).containsExactly("type", "price", "tags", "image");
    assertThat(recommender.sessionColumns()).containsExactly("country", "spot", "words");
    assertThat(recommender.looksAtTimes()).isTrue();
  }

  @Test
  void everyFeatureCounts() {
    Recommender recommender = recommender(STREAM);
    Click first = Click.of("item3").at(Instant.EPOCH).with("type", "t1").with("price", "20");
    Click second = Click.of("item4").at(Instant.ofEpochSecond(9));
    float[] scores = scores(of(recommender, "c1", first, second));
    assertThat(scores(of(recommender, "c2", first, second))).isNotEqualTo(scores);
    assertThat(scores(of(recommender, "c1", first.with("type", "t2"), second)))
        .isNotEqualTo(scores);
    assertThat(scores(of(recommender, "c1", first.with("price", "80"), second)))
        .isNotEqualTo(scores);
    assertThat(scores(of(recommender, "c1", first, second.at(Instant.ofEpochSecond(190)))))
        .isNotEqualTo(scores);
    assertThat(scores(of(recommender, "c1", first.with("tags", "tag1 tag2"), second)))
        .isNotEqualTo(scores)
        .isEqualTo(scores(of(recommender, "c1", first.with("tags", " tag2  tag1 new"), second)));
    assertThat(scores(of(recommender, "c1", first.with("image", "1 2 3"), second)))
        .isNotEqualTo(scores);
  }

  private static Session of(Recommender recommender, String country, Click... clicks) {
    Session session = recommender.session(Map.of("country", country));
    for (Click click : clicks) {
      session.click(click);
    }
    return session;
  }

  @ParameterizedTest
  @ValueSource(strings = {STREAM, "length_mode=window max_length=3"})
  void restoredSessionGoesOnWithTheSameBits(String mode) {
    Recommender recommender = recommender(mode);
    EventLog log = log(1, SEED + 2);
    Session session = begin(recommender, log, 0);
    Session restored = begin(recommender, log, 0);
    for (int e = 0; e < LENGTH; e++) {
      byte[] saved = restored.save();
      assertThat(saved).as("after %d clicks", e).isEqualTo(session.save());
      restored = recommender.restore(saved);
      session.click(click(log, e));
      restored.click(click(log, e));
      assertThat(scores(restored)).isEqualTo(scores(session));
    }
  }

  @Test
  void savedFeatureThatTheModelDoesNotHaveIsDamage() {
    Recommender recommender = recommender(STREAM);
    byte[] saved = of(recommender, "c1", Click.of("item3").with("type", "t1")).save();
    // Behind head, item and state: a time, then the session's first row.
    assertDamaged(recommender, withByte(saved, saved.length - 4 - 12 * 8 * 2, 99));
    assertDamaged(recommender, Arrays.copyOf(saved, saved.length - 12));
    // Behind all that the rows of a list.
    byte[] tags = of(recommender, "c1", Click.of("item3").with("tags", "tag1 tag2")).save();
    assertThat(tags).hasSize(saved.length + 8);
    assertDamaged(recommender, withByte(tags, tags.length - 5, 99));
    // The list's length among the click's rows.
    assertDamaged(recommender, withByte(tags, tags.length - 4 - 8 - 12 * 4, 3));
    assertDamaged(recommender, withByte(tags, tags.length - 4 - 8 - 12 * 4, 1));
  }

  private static byte[] withByte(byte[] saved, int at, int value) {
    byte[] other = saved.clone();
    other[at] = (byte) value;
    CRC32 sum = new CRC32();
    sum.update(other, 0, other.length - 4);
    for (int i = 0; i < 4; i++) {
      other[other.length - 4 + i] = (byte) (sum.getValue() >>> 8 * i);
    }
    return other;
  }

  private static void assertDamaged(Recommender recommender, byte[] saved) {
    assertThat(
            catchThrowableOfType(SessionStateException.class, () -> recommender.restore(saved))
                .reason())
        .isEqualTo(Reason.DAMAGED);
  }

  @Test
  void numberThatIsNoneLeavesTheSessionAsItWas() {
    Recommender recommender = recommender(STREAM);
    Session session = of(recommender, "c1", Click.of("item3").with("price", "20"));
    byte[] before = session.save();
    assertThatThrownBy(() -> session.click(Click.of("item4").with("price", "cheap")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a value of event:price: 'cheap' in the column 'price' is no number. Select it as"
                + " event:price:token");
    assertThat(session.save()).isEqualTo(before);
    assertThatThrownBy(() -> session.click(Click.of("item4").with("image", "1 2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a value of event:image: '1 2' in the column 'image' has 2 numbers, expected 3 as in the"
                + " first value of training; vectors have to be of one length");
    assertThat(session.save()).isEqualTo(before);
    assertThat(session.click(Click.of("no such item"))).isFalse();
    assertThat(session.save()).isEqualTo(before);
  }
}
