package clickahead.example;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Progress;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Takes a kind of model, known by name alone, the whole way that a user takes it. */
final class AttentionBagRun {
  static final long SEED = 5;
  static final int TOPICS = 10;
  static final int ITEMS = 120;

  private AttentionBagRun() {}

  /**
   * Prints recall@10 of a baseline and of the model, how far a served score is from a measured one,
   * and what is recommended after two clicks.
   *
   * @param arguments a folder for the model files
   */
  public static void main(String[] arguments) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList();
    TrainingSet train = TrainingSet.of(log(600, random), Catalog.of(ids, Map.of()));
    TestSessions test = TestSessions.of(log(200, random));
    Path folder = Path.of(arguments[0]);
    recall("popularity", Map.of(), train, test, folder);
    Map<String, String> settings =
        Map.of(
            "embedding_size", "16",
            "learning_rate", "0.02",
            "train_batch_size", "64",
            "epochs", "8",
            "threads", "1");
    Recommender recommender = recall("attention-bag", settings, train, test, folder);
    System.out.println(difference(recommender, test));
    Session session = recommender.session();
    session.click(ids.get(3));
    session.click(ids.get(3 + TOPICS));
    Recommendations next = session.recommend(5);
    for (int i = 0; i < next.size(); i++) {
      System.out.println(next.item(i));
    }
  }

  /** The largest difference of a score that a running session gives to that of the evaluation. */
  private static double difference(Recommender recommender, TestSessions test) {
    float[][] measured = new float[test.transitions()][];
    recommender
        .model()
        .ranker(1)
        .score(
            test,
            () -> (transition, scores) -> measured[transition] = scores.clone(),
            Progress.NONE);
    double largest = 0;
    for (int s = 0; s < test.sessions(); s++) {
      Session session = recommender.session();
      for (int t = test.firstTransition(s); t < test.firstTransition(s + 1); t++) {
        session.click(recommender.catalog().id(test.item(test.eventBefore(t))));
        Recommendations served = session.recommend(ITEMS);
        for (int place = 0; place < ITEMS; place++) {
          float expected = measured[t][served.index(place)];
          largest = Math.max(largest, Math.abs(served.score(place) - expected));
        }
      }
    }
    return largest;
  }

  /** Each session stays with one topic: items whose numbers have the same last digit. */
  private static SessionLog log(int count, SplittableRandom random) {
    int[][] sessions = new int[count][];
    for (int s = 0; s < count; s++) {
      int topic = random.nextInt(TOPICS);
      sessions[s] =
          IntStream.range(0, 3 + random.nextInt(4))
              .map(n -> topic + TOPICS * random.nextInt(ITEMS / TOPICS))
              .toArray();
    }
    return SessionLog.of(sessions);
  }

  /** Trains, saves, loads, and measures what was loaded. */
  private static Recommender recall(
      String kind, Map<String, String> settings, TrainingSet train, TestSessions test, Path folder)
      throws IOException {
    Path file = folder.resolve(kind + ".model");
    try (Training training = begin(ModelKind.named(kind).orElseThrow(), settings, train)) {
      while (training.epochs() < training.plannedEpochs()) {
        training.trainEpoch(TrainingListener.NONE);
      }
      ModelFile.save(file, training.model(Map.of()));
    }
    Recommender recommender = Recommender.load(file, 1);
    TrainedModel model = recommender.model();
    double recall =
        new Evaluation(test, 10)
            .measure(model.ranker(1), Progress.NONE)
            .recall(TieMode.CONSERVATIVE, 10);
    System.out.println(model.kind() + " " + recall);
    return recommender;
  }

  private static <P extends Record> Training begin(
      ModelKind<P> kind, Map<String, String> settings, TrainingSet train) {
    P parameters = Parameters.of(kind.parameters()).with(settings).build();
    return kind.train(parameters, train, Compute.best());
  }
}
