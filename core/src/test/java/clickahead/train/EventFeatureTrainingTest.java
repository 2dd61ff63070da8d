package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models find what only the events, their sessions or their dwell times tell, and look no further.
 */
class EventFeatureTrainingTest {
  private static final long SEED = 23;
  private static final int KINDS = 8;
  private static final int OTHERS = 12;
  private static final Catalog CATALOG = Catalog.of(EventLog.ids(KINDS + OTHERS), Map.of());
  private static final Protocol LAST =
      new Protocol(EventChoice.LAST, Candidates.ALL, false, new int[] {1}, false, 0);

  @TempDir private Path folder;

  /**
   * Sessions of two items that mean nothing and the one that belongs to a kind. Only one thing
   * tells the kind: the first event's type or price, how long it lasted, or the session's country.
   */
  private static EventLog log(String told, int sessions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EventLog log = new EventLog();
    for (int s = 0; s < sessions; s++) {
      int kind = random.nextInt(KINDS);
      int[] noise = random.ints(8, 0, KINDS).toArray();
      log.session(
          "country" + (told.equals("country") ? kind : noise[0]),
          KINDS + random.nextInt(OTHERS),
          KINDS + random.nextInt(OTHERS),
          kind);
      long lasted = dwell(told.equals("dwell") ? kind : noise[1], random);
      log.event(
          0,
          "type" + (told.equals("type") ? kind : noise[2]),
          price(told.equals("price") ? kind : noise[3], random));
      log.event(lasted, "type" + noise[4], price(noise[5], random));
      log.event(lasted + dwell(noise[6], random), "type" + noise[7], price(kind, random));
    }
    return log;
  }

  private static String price(int kind, SplittableRandom random) {
    return Double.toString(10 * kind + random.nextDouble(9));
  }

  /** From a second to an hour. */
  private static long dwell(int kind, SplittableRandom random) {
    return (long) (1000 * Math.pow(3, kind) * random.nextDouble(1, 1.5));
  }

  private static SequenceTrainer trainer(String settings, SessionLog log) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "embedding_size", "16",
                    "hidden_size", "24",
                    "train_batch_size", "64",
                    "learning_rate", "0.03",
                    "epochs", "10",
                    "dropout_prob", "0.3",
                    "threads", "1"));
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return new SequenceTrainer(
        "gru4recf", parameters.build(), TrainingSet.of(log, CATALOG), Compute.best());
  }

  private static double recall(TrainedModel model, SessionLog test) {
    Metrics metrics =
        new Evaluation(TestSessions.of(test), LAST).measure(model.ranker(1), (done, all) -> {});
    return metrics.recall(TieMode.CONSERVATIVE, 1);
  }

  private static double recall(String told, String settings) {
    try (SequenceTrainer trainer = trainer(settings, log(told, 500, SEED).log())) {
      for (int epoch = 0; epoch < trainer.plannedEpochs(); epoch++) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      return recall(trainer.model(Map.of()), log(told, 200, SEED + 1).log());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "type, selected_features=event:type",
    "type, selected_features=event:type architecture=feature-only",
    "type, selected_features=event:type architecture=concatenated",
    "type, selected_features=event:type/event:dwell architecture=parallel network_per_feature=true",
    "price, selected_features=event:price:bucketed:60",
    "price, selected_features=event:price:bucketed:60 length_mode=window max_length=2",
    "country, selected_features=session:country",
    "country, selected_features=session:country architecture=parallel-shared",
    "dwell, selected_features=event:dwell:bucketed:60",
    "dwell, selected_features=event:dwell:bucketed:60/event:type architecture=concatenated"
  })
  void findWhatOnlyTheFeatureTells(String told, String settings) {
    assertThat(recall(told, settings)).as("%s, seed %d", settings, SEED).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "country", "dwell"})
  void withoutItNothingBeatsAGuess(String told) {
    double guess = 1.0 / KINDS;
    assertThat(recall(told, "architecture=item-only")).as("seed %d", SEED).isLessThan(2 * guess);
  }

  /** A window of one event sees no event before, and so no dwell time. */
  @Test
  void dwellTimeOutsideTheWindowIsNotSeen() {
    double recall =
        recall("dwell", "selected_features=event:dwell length_mode=window max_length=1");
    assertThat(recall).as("seed %d", SEED).isLessThan(2.0 / KINDS);
  }

  private static final String EVERYTHING =
      "selected_features=event:type/event:price:normalized/event:dwell/session:country epochs=2";

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
    return log;
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
    try (SequenceTrainer trainer = trainer(EVERYTHING + " " + mode, log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      EventLog log = session();
      float[][] before = scores(model, log);
      for (int event = 1; event < 6; event++) {
        for (EventLog other :
            new EventLog[] {
              log.with(event, log.time(event) + 2_000_000, log.type(event), log.price(event)),
              log.with(event, log.time(event), "type5", log.price(event)),
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
    try (SequenceTrainer trainer = trainer(EVERYTHING, log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      TrainedModel model = trainer.model(Map.of());
      EventLog log = session();
      EventLog unknown = log.with(1, log.time(1), "never seen", log.price(1));
      EventLog missing = log.with(1, log.time(1), "", log.price(1));
      assertThat(scores(model, unknown)).isDeepEqualTo(scores(model, missing));
      assertThat(scores(model, unknown)[2]).isNotEqualTo(scores(model, log)[2]);
    }
  }

  /** A log may hold numbers as such, another as texts, and a visitor's price is written anyhow. */
  @ParameterizedTest
  @ValueSource(strings = {"token", "normalized", "bucketed:5", "float"})
  void numbersAreTheSameWhereverTheyStandAsTexts(String type) {
    EventLog log = session().with(1, 4_000, "type2", "33.50");
    EventLog trained = log("type", 100, SEED).with(0, 0, "type1", "12").with(1, 9, "", "33.5");
    for (EventLog from : new EventLog[] {trained, trained.withPricesAsTexts()}) {
      try (SequenceTrainer trainer = trainer("selected_features=event:price:" + type, from.log())) {
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
    try (SequenceTrainer trainer = trainer(EVERYTHING, log("type", 300, SEED).log());
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
    SessionLog log = log("type", 300, SEED).log();
    float[][] straight;
    try (SequenceTrainer trainer = trainer(EVERYTHING, log)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.trainEpoch(TrainingListener.NONE);
      straight = scores(trainer.model(Map.of()), session());
    }
    Path file = folder.resolve("shop.checkpoint");
    try (SequenceTrainer trainer = trainer(EVERYTHING, log)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.saveCheckpoint(file, Map.of(), Map.of());
    }
    try (Training trainer =
        new Gru4RecFKind()
            .resume(Checkpoint.open(file), TrainingSet.of(log, CATALOG), Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      assertThat(scores(trainer.model(Map.of()), session())).isDeepEqualTo(straight);
    }
  }

  /** What values were to the model stays, and a type that only the new sessions have is learnt. */
  @Test
  void modelThatGoesOnLearnsNewValuesToo() throws IOException {
    EventLog newer = log("type", 100, SEED + 2).with(0, 0, "new", "1000000");
    EventLog asked = session().with(1, 4_000, "new", "33.5");
    Path file = folder.resolve("shop.model");
    try (SequenceTrainer trainer = trainer(EVERYTHING, log("type", 300, SEED).log())) {
      trainer.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, trainer.model(Map.of()));
    }
    SavedModel old = SavedModel.open(file);
    Retraining retraining =
        new Retraining(
            old,
            TrainingSet.of(newer.log(), CATALOG),
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
                        TrainingSet.of(SessionLog.of(new int[] {1, 2}), CATALOG),
                        new Retraining.Options(NewItems.parse("glorot"), true, true)),
                    parameters,
                    Compute.best()))
        .hasMessageContaining("no event column 'type'");
  }

  @Test
  void missingColumnIsNamedWithThoseThatAreThere() {
    SessionLog log = log("type", 20, SEED).log();
    assertThatThrownBy(() -> trainer("selected_features=event:kind", log))
        .hasMessage(
            "shop/train.safetensors: no event column 'kind', which selected_features asks for"
                + " (found: type, price). Prepare the log with --event-features kind, or select"
                + " others");
    assertThatThrownBy(() -> trainer("selected_features=session:device", log))
        .hasMessageContaining("no session column 'device'")
        .hasMessageContaining("(found: country)");
    assertThatThrownBy(() -> trainer("selected_features=event:type:float", log))
        .hasMessageStartingWith("shop/train.safetensors: 'type")
        .hasMessageEndingWith("in the column 'type' is no number. Select it as event:type:token");
    assertThatThrownBy(
            () ->
                trainer(
                    "selected_features=event:dwell",
                    SessionLog.of(new int[] {1, 2}, new int[] {3, 4})))
        .hasMessage(
            "the log: event:dwell needs times, and the log has none. Prepare a log with times of"
                + " day, or select others");
    try (SequenceTrainer trainer = trainer("selected_features=event:type", log)) {
      TrainedModel model = trainer.model(Map.of());
      assertThatThrownBy(() -> recall(model, SessionLog.of(new int[] {1, 2})))
          .hasMessageContaining("no event column 'type'")
          .hasMessageContaining("(found: none)");
    }
  }

  @Test
  void reversedTrainingTakesNone() {
    assertThatThrownBy(
            () -> trainer("selected_features=event:type reverse=true", log("type", 20, SEED).log()))
        .hasMessageContaining("reverse=true follows a session from its end");
  }
}
