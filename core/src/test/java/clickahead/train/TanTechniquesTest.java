package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.graph.ItemTable;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.graph.sequence.SequencePass;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.Compute;
import clickahead.model.Clicks;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.ModelFile;
import clickahead.model.SequenceModel;
import clickahead.model.SessionModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.model.UnitOutputs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The techniques of Tan, Xu and Liu (DLRS 2016), each on a log that is made for it. */
class TanTechniquesTest {
  private static final Map<String, String> SMALL =
      Map.of(
          "embedding_size", "16",
          "hidden_size", "24",
          "train_batch_size", "64",
          "learning_rate", "0.01",
          "dropout_prob", "0",
          "threads", "1");

  private static Gru4RecSeqParameters parameters(Map<String, String> more) {
    return Parameters.of(Gru4RecSeqParameters.class).with(SMALL).with(more).build();
  }

  private static Catalog catalog(int items) {
    return Catalog.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList(), Map.of());
  }

  private static SequenceTrainer trainer(SessionLog log, int items, Map<String, String> more) {
    TrainingSet data = TrainingSet.of(log, catalog(items));
    return new SequenceTrainer("gru4rec-seq", parameters(more), data, Compute.best());
  }

  /** The recall that a model of a training log reaches on a test log. */
  private static double recall(
      int cutOff, SessionLog train, SessionLog test, int items, Map<String, String> more) {
    try (SequenceTrainer trainer = trainer(train, items, more)) {
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      return recall(cutOff, test, trainer);
    }
  }

  private static double recall(int cutOff, SessionLog test, SequenceTrainer trainer) {
    return new Evaluation(TestSessions.of(test), cutOff)
        .measure(trainer.model(Map.of()).ranker(1), (done, all) -> {})
        .recall(TieMode.CONSERVATIVE, cutOff);
  }

  /** Walks along a ring of items, of which some clicks are lost: one in three, or none. */
  private static SessionLog walks(int items, boolean lossy, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] sessions = new int[300][];
    for (int s = 0; s < sessions.length; s++) {
      int first = random.nextInt(items);
      sessions[s] =
          IntStream.range(0, 8)
              .filter(i -> !lossy || random.nextInt(3) > 0)
              .map(i -> (first + i) % items)
              .toArray();
    }
    return SessionLog.of(sessions);
  }

  @Test
  void clickDropoutPreparesForClicksThatAreLost() {
    int items = 40;
    SessionLog train = walks(items, false, 1);
    SessionLog test = walks(items, true, 2);
    Map<String, String> with = Map.of("epochs", "15", "click_dropout", "0.3");
    Map<String, String> without = Map.of("epochs", "15");
    // Two in three clicks are the next item of the ring, two in nine the one behind it.
    assertThat(recall(2, train, test, items, without)).isBetween(0.62, 0.76);
    assertThat(recall(2, train, test, items, with)).isGreaterThan(0.84);
  }

  /** Walks along a ring, the old sessions up, the recent ones down. */
  private static SessionLog turningWalks(int items) {
    SplittableRandom random = new SplittableRandom(3);
    int[][] sessions = new int[400][];
    for (int s = 0; s < sessions.length; s++) {
      int step = s < 300 ? 1 : items - 1;
      int first = random.nextInt(items);
      sessions[s] = IntStream.range(0, 5).map(i -> (first + i * step) % items).toArray();
    }
    return SessionLog.of(sessions);
  }

  @Test
  void fineTuningFollowsTheMostRecentSessions() {
    int items = 30;
    SessionLog log = turningWalks(items);
    int[][] down = new int[items][];
    for (int i = 0; i < items; i++) {
      down[i] = new int[] {i, (i + items - 1) % items};
    }
    Map<String, String> with = Map.of("epochs", "8", "fine_tune", "1/4", "fine_tune_epochs", "12");
    try (SequenceTrainer trainer = trainer(log, items, with)) {
      assertThat(trainer.plannedEpochs()).isEqualTo(20);
      List<EpochReport> reports = new ArrayList<>();
      double before = 0;
      while (trainer.epochs() < trainer.plannedEpochs()) {
        reports.add(trainer.trainEpoch(TrainingListener.NONE));
        before = trainer.epochs() == 8 ? recall(1, SessionLog.of(down), trainer) : before;
      }
      assertThat(reports.subList(0, 8)).allMatch(report -> report.events() == 1600);
      assertThat(reports.subList(8, 20)).allMatch(report -> report.events() == 400);
      assertThat(before).as("most sessions walk up").isLessThan(0.2);
      assertThat(recall(1, SessionLog.of(down), trainer))
          .as("recent ones walk down")
          .isGreaterThan(0.9);
    }
  }

  @Test
  void fineTuningHasALearningRateOfItsOwn() {
    SessionLog log = turningWalks(30);
    Map<String, String> without = Map.of("epochs", "2");
    Map<String, String> still =
        Map.of("epochs", "2", "fine_tune", "1/4", "fine_tune_learning_rate", "1e-30");
    assertThat(recall(5, log, log, 30, still)).isEqualTo(recall(5, log, log, 30, without));
  }

  private static final int TOPICS = 8;
  private static final int ITEMS_OF_TOPIC = 12;
  private static final int ENTRIES = 160;

  /**
   * Sessions of an entry page, an item of its topic, and the topic's own page. Entries are many and
   * rare, and say nothing to who has not met them; the topic's page is met in every eighth session.
   */
  private static SessionLog topics(int sessions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] clicks = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      int entry = random.nextInt(ENTRIES);
      int topic = entry % TOPICS;
      int item = TOPICS + topic * ITEMS_OF_TOPIC + random.nextInt(ITEMS_OF_TOPIC);
      clicks[s] = new int[] {TOPICS * (1 + ITEMS_OF_TOPIC) + entry, item, topic};
    }
    return SessionLog.of(clicks);
  }

  @Test
  void aTeacherThatSawTheLaterClicksHelps(@TempDir Path folder) throws IOException {
    int items = TOPICS * (1 + ITEMS_OF_TOPIC) + ENTRIES;
    SessionLog train = topics(700, 5);
    int[][] firstTwo = new int[2000][];
    SessionLog fresh = topics(firstTwo.length, 6);
    for (int s = 0; s < firstTwo.length; s++) {
      firstTwo[s] = new int[] {fresh.item(fresh.start(s)), fresh.item(fresh.start(s) + 1)};
    }
    SessionLog test = SessionLog.of(firstTwo);
    Path teacher = folder.resolve("teacher.model");
    Map<String, String> reverse = Map.of("epochs", "8", "reverse", "true");
    train(teacher, train, items, reverse);
    Map<String, String> without = Map.of("epochs", "12");
    Map<String, String> with =
        Map.of("epochs", "12", "teacher", teacher.toString(), "distillation", "0.8");
    double off = recall(ITEMS_OF_TOPIC, train, test, items, without);
    double on = recall(ITEMS_OF_TOPIC, train, test, items, with);
    assertThat(on).isGreaterThan(0.95);
    assertThat(on - off).isGreaterThan(0.08);
  }

  private static void train(Path file, SessionLog log, int items, Map<String, String> more)
      throws IOException {
    try (SequenceTrainer trainer = trainer(log, items, more)) {
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      ModelFile.save(file, trainer.model(Map.of()));
    }
  }

  @Test
  void allTogetherAreRepeatableWithOneSeedAndThreadCount(@TempDir Path folder) throws IOException {
    SessionLog log = walks(40, false, 1);
    Path teacher = folder.resolve("teacher.model");
    train(teacher, log, 40, Map.of("epochs", "1", "reverse", "true"));
    Map<String, String> more =
        Map.of(
            "epochs", "2",
            "fine_tune", "1/4",
            "fine_tune_epochs", "1",
            "click_dropout", "0.2",
            "dropout_prob", "0.2",
            "teacher", teacher.toString(),
            "threads", "2");
    Path[] models = {folder.resolve("one.model"), folder.resolve("two.model")};
    for (Path model : models) {
      train(model, log, 40, more);
    }
    assertThat(models[1]).hasSameBinaryContentAs(models[0]);
  }

  @Test
  void aModelThatIsNoTeacherIsRefused(@TempDir Path folder) throws IOException {
    SessionLog log = walks(40, false, 1);
    Path forward = folder.resolve("forward.model");
    train(forward, log, 40, Map.of("epochs", "1"));
    Map<String, String> student = Map.of("teacher", forward.toString());
    assertThatThrownBy(() -> trainer(log, 40, student))
        .hasMessageContaining("forward.model was trained with reverse=false");
    Path teacher = folder.resolve("teacher.model");
    train(teacher, log, 40, Map.of("epochs", "1", "reverse", "true"));
    Map<String, String> taught = Map.of("teacher", teacher.toString());
    assertThatThrownBy(() -> trainer(log, 41, taught))
        .hasMessageContaining("knows 40 items, the training data have 41");
    assertThatThrownBy(() -> trainer(log, 40, Map.of("teacher", folder + "/none.model")))
        .hasRootCauseInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ModelFile.load(teacher, Arena.ofAuto(), Compute.best()).ranker(1))
        .hasMessageContaining("neither ranks nor recommends");
    for (Map<String, String> more :
        List.of(
            Map.of("n_sample", "10"),
            Map.of("loss_type", "BPR"),
            Map.of("length_mode", "window"),
            Map.of("reverse", "true"))) {
      Map<String, String> both = new HashMap<>(taught);
      both.putAll(more);
      assertThatThrownBy(() -> parameters(both)).hasMessageContaining("teacher");
    }
  }

  @Test
  void predictsTheEmbeddingsOfATrainedModel(@TempDir Path folder) throws IOException {
    int items = 40;
    SessionLog log = walks(items, false, 1);
    Path source = folder.resolve("source.model");
    train(source, log, items, Map.of("epochs", "12"));
    Map<String, String> more =
        Map.of("epochs", "25", "loss_type", "cosine", "embeddings", source.toString());
    try (Arena arena = Arena.ofShared();
        SequenceTrainer trainer = trainer(log, items, more)) {
      ItemTable given =
          ((TrainedSequenceModel) ModelFile.load(source, arena, Compute.best())).weights().items();
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      TrainedSequenceModel model = (TrainedSequenceModel) trainer.model(Map.of());
      assertThat(recall(1, walks(items, false, 2), trainer)).isGreaterThan(0.9);
      ItemTable kept = model.weights().items();
      SessionModel.Scratch scratch = model.sessions().scratch(items);
      float[] state = new float[model.sessions().stateSize(2)];
      Clicks clicks = new Clicks();
      for (int item = 7; item <= 8; item++) {
        clicks.add(item);
        scratch.click(state, clicks);
      }
      scratch.begin(state, clicks);
      scratch.score(0, items);
      double[] predicted = predicted(arena, model, 7, 8);
      for (int item = 0; item < items; item++) {
        double length = 0;
        double squares = 0;
        double product = 0;
        for (int k = 0; k < given.units(); k++) {
          length += given.get(0, item, k) * given.get(0, item, k);
          squares += predicted[k] * predicted[k];
          product += given.get(0, item, k) * predicted[k];
        }
        for (int k = 0; k < given.units(); k++) {
          assertThat(kept.get(0, item, k))
              .isCloseTo(given.get(0, item, k) / Math.sqrt(length), within(1e-6));
        }
        assertThat((double) scratch.score(item))
            .isCloseTo(product / Math.sqrt(length * squares), within(1e-5));
      }
    }
    Map<String, String> wider = new HashMap<>(more);
    wider.put("embedding_size", "20");
    assertThatThrownBy(() -> trainer(log, items, wider)).hasMessageContaining("embedding_size=16");
    assertThatThrownBy(() -> trainer(log, items + 1, more)).hasMessageContaining("no item 'i40'");
    assertThatThrownBy(() -> parameters(Map.of("loss_type", "cosine")))
        .hasMessageContaining("embeddings=FILE");
  }

  /** What the network gives after two clicks, of whatever length. */
  private static double[] predicted(
      Arena arena, TrainedSequenceModel model, int first, int second) {
    SequenceShape shape = SequenceShape.forward(1, 2, 1, 2);
    SequenceBatch batch = new SequenceBatch(shape);
    batch.add(0, 2, 1);
    batch.pack(event -> event == 0 ? first : second, false);
    SequenceModel ofAnyLength = ((UnitOutputs) model.weights()).model();
    Rows rows = new SequencePass(arena, model.compute(), shape, ofAnyLength, 0).run(batch);
    double[] predicted = new double[rows.units()];
    Arrays.setAll(predicted, k -> model.compute().kernels().get(rows.value(0), k));
    return predicted;
  }
}
