package clickahead.train;

import static clickahead.train.TechniqueTraining.parameters;
import static clickahead.train.TechniqueTraining.recall;
import static clickahead.train.TechniqueTraining.train;
import static clickahead.train.TechniqueTraining.trainer;
import static clickahead.train.TechniqueTraining.walks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.ModelFile;
import clickahead.model.TrainingListener;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The techniques of Tan, Xu and Liu (DLRS 2016), each on a log that is made for it. */
class TanTechniquesTest {
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
}
