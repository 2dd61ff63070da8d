package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scores of a model with features of events depend on, and what they do not. */
class EventFeatureScoresTest {
  private static final long SEED = 23;

  @TempDir private Path folder;

  private static final String EVERYTHING =
      "selected_features=event:type/event:price:normalized/event:dwell/session:country/"
          + "event:tags:token_seq/event:image:vector:3 epochs=2";

  /** One session longer than those that were trained on, with all that can be known. */
  private static EventLog session() {
    EventLog log = new EventLog();
    log.session("country3", 9, 10, 2, 11, 9, 1);
    log.event(0, "type1", "12");
    log.event(4_000, "type2", "33.5");
    log.event(5_000, "", "70");
    log.event(95_000, "type1", "");
    log.event(99_000, "type7", "8");
    log.event(130_000, "type4", "41");
    log.also("tags", "any1");
    log.also("image", "0.5 0.25");
    return log.with(1, "tags", "any1 any3").with(1, "image", "-1 0").with(3, "tags", "any2 any2");
  }

  private static float[][] scores(TrainedModel model, EventLog log) {
    TestSessions test = TestSessions.of(log.log());
    float[][] scores = new float[test.transitions()][];
    model
        .ranker(1)
        .score(test, () -> (transition, row) -> scores[transition] = row.clone(), (d, a) -> {});
    return scores;
  }

  @ParameterizedTest
  @ValueSource(strings = {"length_mode=stream", "length_mode=window max_length=3"})
  void whatBecomesOfTheNextClickChangesNoScore(String mode) {
    try (SequenceTrainer trainer =
        ToldLog.trainer(EVERYTHING + " " + mode, ToldLog.log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      EventLog log = session();
      float[][] before = scores(model, log);
      for (int event = 1; event < 6; event++) {
        for (EventLog other :
            new EventLog[] {
              log.with(event, log.time(event) + 2_000_000, log.type(event), log.price(event)),
              log.with(event, log.time(event), "type5", log.price(event)),
              log.with(event, "tags", "any0 any1 any0"),
              log.with(event, "image", "3 -4"),
              log.with(event, log.time(event), log.type(event), "55")
            }) {
          float[][] after = scores(model, other);
          for (int transition = 0; transition < event; transition++) {
            assertThat(after[transition])
                .as("before event %d", event)
                .isEqualTo(before[transition]);
          }
          if (event < 5) {
            assertThat(after[event]).as("at event %d", event).isNotEqualTo(before[event]);
          }
        }
      }
    }
  }

  @Test
  void unknownAndMissingValuesAreTheSame() {
    try (SequenceTrainer trainer =
        ToldLog.trainer(EVERYTHING, ToldLog.log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      EventLog log = session();
      EventLog unknown = log.with(1, log.time(1), "never seen", log.price(1));
      EventLog missing = log.with(1, log.time(1), "", log.price(1));
      assertThat(scores(model, unknown)).isDeepEqualTo(scores(model, missing));
      assertThat(scores(model, unknown)[2]).isNotEqualTo(scores(model, log)[2]);
      EventLog more = log.with(1, "tags", "never any1 seen any3");
      assertThat(scores(model, more)).isDeepEqualTo(scores(model, log));
      EventLog never = log.with(1, "tags", "never seen");
      assertThat(scores(model, never))
          .isDeepEqualTo(scores(model, log.with(1, "tags", "")))
          .isNotEqualTo(scores(model, log));
    }
  }

  /** A log may hold numbers as such, another as texts, and a visitor's price is written anyhow. */
  @ParameterizedTest
  @ValueSource(strings = {"token", "token_seq", "vector", "normalized", "bucketed:5", "float"})
  void numbersAreTheSameWhereverTheyStandAsTexts(String type) {
    EventLog log = session().with(1, 4_000, "type2", "33.50");
    EventLog trained =
        ToldLog.log("type", 100, SEED).with(0, 0, "type1", "12").with(1, 9, "", "33.5");
    for (EventLog from : new EventLog[] {trained, trained.withPricesAsTexts()}) {
      try (SequenceTrainer trainer =
          ToldLog.trainer("selected_features=event:price:" + type, from.log())) {
        trainer.trainEpoch(TrainingListener.NONE);
        TrainedModel model = trainer.model(Map.of());
        float[][] scores = scores(model, log);
        assertThat(scores(model, log.withPricesAsTexts())).isDeepEqualTo(scores);
        assertThat(scores(model, log.with(1, 4_000, "type2", ""))[1]).isNotEqualTo(scores[1]);
      }
    }
  }

  @Test
  void savedModelKnowsTheValues() throws IOException {
    try (SequenceTrainer trainer =
            ToldLog.trainer(EVERYTHING, ToldLog.log("type", 300, SEED).log());
        Arena arena = Arena.ofConfined()) {
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      Path file = folder.resolve("shop.model");
      ModelFile.save(file, model);
      TrainedModel read = ModelFile.load(file, arena, Compute.best());
      assertThat(scores(read, session())).isDeepEqualTo(scores(model, session()));
    }
  }

  @Test
  void resumedTrainingEndsWithTheSameModel() throws IOException {
    SessionLog log = ToldLog.log("type", 300, SEED).log();
    float[][] straight;
    try (SequenceTrainer trainer = ToldLog.trainer(EVERYTHING, log)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.trainEpoch(TrainingListener.NONE);
      straight = scores(trainer.model(Map.of()), session());
    }
    Path file = folder.resolve("shop.checkpoint");
    try (SequenceTrainer trainer = ToldLog.trainer(EVERYTHING, log)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.saveCheckpoint(file, Map.of(), Map.of());
    }
    try (Training trainer =
        new Gru4RecFKind()
            .resume(Checkpoint.open(file), TrainingSet.of(log, ToldLog.CATALOG), Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      assertThat(scores(trainer.model(Map.of()), session())).isDeepEqualTo(straight);
    }
  }

  /** What values were to the model stays, and a type that only the new sessions have is learnt. */
  @Test
  void modelThatGoesOnLearnsNewValuesToo() throws IOException {
    EventLog newer = ToldLog.log("type", 100, SEED + 2).with(0, 0, "new", "1000000");
    EventLog asked = session().with(1, 4_000, "new", "33.5");
    Path file = folder.resolve("shop.model");
    try (SequenceTrainer trainer =
        ToldLog.trainer(EVERYTHING, ToldLog.log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, trainer.model(Map.of()));
    }
    SavedModel old = SavedModel.open(file);
    Retraining retraining =
        new Retraining(
            old,
            TrainingSet.of(newer.log(), ToldLog.CATALOG),
            new Retraining.Options(NewItems.parse("glorot"), true, true));
    Gru4RecFParameters parameters = (Gru4RecFParameters) old.parameters();
    try (Arena arena = Arena.ofConfined();
        SequenceTrainer trainer =
            SequenceRetraining.goOn("gru4recf", retraining, parameters, Compute.best())) {
      float[][] before = scores(ModelFile.load(file, arena, Compute.best()), session());
      assertThat(scores(trainer.model(Map.of()), session())).isDeepEqualTo(before);
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      assertThat(scores(model, session())[0]).isNotEqualTo(before[0]);
      assertThat(scores(model, asked)[1])
          .as("a value of its own by now")
          .isNotEqualTo(scores(model, asked.with(1, 4_000, "never seen", "33.5"))[1]);
    }
    assertThatThrownBy(
            () ->
                SequenceRetraining.goOn(
                    "gru4recf",
                    new Retraining(
                        old,
                        TrainingSet.of(SessionLog.of(new int[] {1, 2}), ToldLog.CATALOG),
                        new Retraining.Options(NewItems.parse("glorot"), true, true)),
                    parameters,
                    Compute.best()))
        .hasMessageContaining("no event column 'type'");
  }

  @Test
  void missingColumnIsNamedWithThoseThatAreThere() {
    SessionLog log = ToldLog.log("type", 20, SEED).log();
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=event:kind", log))
        .hasMessage(
            "shop/train.safetensors: no event column 'kind', which selected_features asks for"
                + " (found: type, price, tags, image). Prepare the log with --event-features kind, or select"
                + " others");
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=session:device", log))
        .hasMessageContaining("no session column 'device'")
        .hasMessageContaining("(found: country, words, spot)");
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=event:type:float", log))
        .hasMessageStartingWith("shop/train.safetensors: 'type")
        .hasMessageEndingWith("in the column 'type' is no number. Select it as event:type:token");
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=event:words:token_seq", log))
        .hasMessageContaining("no event column 'words'")
        .hasMessageContaining("(found: type, price, tags, image)");
    SessionLog uneven = ToldLog.log("image", 20, SEED).with(3, "image", "1").log();
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=event:image:vector", uneven))
        .hasMessage(
            "shop/train.safetensors: '1' in the column 'image' has 1 numbers, expected 2 as in the"
                + " first value of training; vectors have to be of one length");
    assertThatThrownBy(() -> ToldLog.trainer("selected_features=event:tags:vector", log))
        .hasMessageContaining("in the column 'tags' ");
    assertThatThrownBy(
            () ->
                ToldLog.trainer(
                    "selected_features=event:dwell",
                    SessionLog.of(new int[] {1, 2}, new int[] {3, 4})))
        .hasMessage(
            "the log: event:dwell needs times, and the log has none. Prepare a log with times of"
                + " day, or train a model that does not look at them");
    try (SequenceTrainer trainer = ToldLog.trainer("selected_features=event:type", log)) {
      TrainedModel model = trainer.model(Map.of());
      assertThatThrownBy(
              () ->
                  model
                      .ranker(1)
                      .rank(TestSessions.of(SessionLog.of(new int[] {1, 2})), (done, all) -> {}))
          .hasMessageContaining("no event column 'type'")
          .hasMessageContaining("(found: none)");
    }
  }

  @Test
  void reversedTrainingTakesNone() {
    assertThatThrownBy(
            () ->
                ToldLog.trainer(
                    "selected_features=event:type reverse=true",
                    ToldLog.log("type", 20, SEED).log()))
        .hasMessageContaining("reverse=true follows a session from its end");
  }
}
