package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.ModelFile;
import clickahead.model.TrainingSet;
import clickahead.train.EventLog;
import clickahead.train.SequenceTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks of many sessions in one call, with what is known of them. */
class EventFeatureBatchTest {
  private static final int SESSIONS = 150;

  @TempDir private static Path folder;
  private static Recommender recommender;

  /** Random weights tell what was fed as well as trained ones. */
  @BeforeAll
  static void load() throws IOException {
    EventLog log = new EventLog();
    for (int s = 0; s < 4; s++) {
      log.session("c" + s, 0, 1);
      for (int e = 0; e < 2; e++) {
        log.event(1000L * (s + e), "t" + s, "" + s);
        log.also("tags", "a b" + s);
        log.also("image", s + " " + e);
      }
    }
    List<Setting> settings =
        Stream.of(
                "selected_features=event:price:float/event:tags:token_seq/event:image:vector"
                    + "/event:dwell:float/session:country",
                "embedding_size=5",
                "hidden_size=6",
                "threads=1")
            .map(Setting::parse)
            .toList();
    Path file = folder.resolve("shop.model");
    try (SequenceTrainer trainer =
        new SequenceTrainer(
            "gru4recf",
            Parameters.of(Gru4RecFParameters.class).with(settings).build(),
            TrainingSet.of(log.log(), Catalog.of(EventLog.ids(2), Map.of())),
            Compute.best())) {
      ModelFile.save(file, trainer.model(Map.of()));
    }
    recommender = Recommender.load(file, 3);
  }

  private static Click click(int session, int step) {
    return Click.of(session % 7 == step ? "no such item" : "item" + (session + step) % 2)
        .at(Instant.ofEpochSecond(10L * step * session))
        .with("price", session % 5 == 0 ? "" : "" + (session - step))
        .with("tags", "b" + session % 4 + (step == 0 ? " a" : ""))
        .with("image", session % 3 == 0 ? "" : session + " -" + step);
  }

  private static List<Session> sessions() {
    return Stream.iterate(0, s -> s + 1)
        .limit(SESSIONS)
        .map(s -> recommender.session(Map.of("country", "c" + s % 4)))
        .toList();
  }

  @Test
  void sessionsAreAsAfterTheClicksOneByOne() {
    List<Session> together = sessions();
    List<Session> single = sessions();
    for (int step = 0; step < 3; step++) {
      List<Click> clicks = new ArrayList<>();
      for (int s = 0; s < SESSIONS; s++) {
        clicks.add(click(s, step));
      }
      boolean[] known = recommender.clickEach(together, clicks);
      for (int s = 0; s < SESSIONS; s++) {
        assertThat(single.get(s).click(clicks.get(s))).as("session %d", s).isEqualTo(known[s]);
        assertThat(together.get(s).save()).as("session %d", s).isEqualTo(single.get(s).save());
      }
    }
    assertThat(Arrays.equals(together.get(1).save(), together.get(5).save())).isFalse();
  }

  @Test
  void valueThatCannotBeReadLeavesAllSessionsAsTheyWere() {
    List<Session> some = sessions().subList(0, 2);
    byte[] before = some.getFirst().save();
    for (Click wrong :
        List.of(
            Click.of("item0").with("price", "cheap"), Click.of("item0").with("image", "1 2 3"))) {
      assertThatThrownBy(() -> recommender.clickEach(some, List.of(Click.of("item0"), wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a value of event:");
      assertThat(some.getFirst().save()).isEqualTo(before);
    }
    assertThatThrownBy(() -> recommender.clickEach(some, List.of(Click.of("item0"))))
        .hasMessage("2 sessions, but 1 clicks: each gets one click");
  }
}
