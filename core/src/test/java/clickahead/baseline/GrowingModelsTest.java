package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.Recommender;
import clickahead.Session;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.io.TensorBits;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.NewItems;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models are that hold sessions, once there are more: as if trained on all of them. */
class GrowingModelsTest {
  private static final int ITEMS = 30;
  private static final int KNOWN = 20;
  private static final long HOUR = 3_600_000;

  @TempDir private Path folder;

  static Stream<ModelKind<?>> kinds() {
    return ModelKind.all().stream().filter(kind -> kind instanceof SessionsKind);
  }

  static Stream<ModelKind<?>> growing() {
    List<String> names = List.of("recent-popularity", "sknn", "stan", "vmis-knn", "vsknn", "vstan");
    return kinds().filter(kind -> names.contains(kind.name()));
  }

  /** Sessions of an hour each, one behind the other. */
  private static TimedLog log(long seed, int first, int sessions, int items) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> clicks =
        IntStream.range(0, sessions)
            .mapToObj(s -> random.ints(random.nextInt(1, 8), 0, items).toArray())
            .toList();
    List<long[]> times =
        IntStream.range(0, sessions)
            .mapToObj(
                s -> Arrays.stream(clicks.get(s)).mapToLong(i -> (first + s) * HOUR).toArray())
            .toList();
    return TimedLog.of(clicks, times);
  }

  private static Catalog catalog(int... items) {
    return Catalog.of(Arrays.stream(items).mapToObj(i -> "i" + i).toList(), Map.of());
  }

  private static Catalog first(int items) {
    return catalog(IntStream.range(0, items).toArray());
  }

  private static <P extends Record> P settings(ModelKind<P> kind) {
    Parameters<P> parameters = Parameters.of(kind.parameters());
    boolean cut = kind.name().equals("vmis-knn");
    return (cut ? parameters.with("max_training_session_items", "6") : parameters).build();
  }

  private static <P extends Record> TrainedModel train(ModelKind<P> kind, TrainingSet data) {
    try (Training training = kind.train(settings(kind), data, Compute.best())) {
      training.trainEpoch(TrainingListener.NONE);
      return training.model(Map.of());
    }
  }

  private static <P extends Record> TrainedModel goOn(
      ModelKind<P> kind, SavedModel before, TrainingSet newer) throws IOException {
    Retraining.Options usual = new Retraining.Options(NewItems.parse("neighbours"), true, true);
    Retraining retraining = new Retraining(before, newer, usual);
    RetrainableKind<P> retrainable = (RetrainableKind<P>) kind;
    P parameters = kind.parameters().cast(before.parameters());
    try (Training training = retrainable.goOn(retraining, parameters, Compute.best())) {
      training.trainEpoch(TrainingListener.NONE);
      return training.model(Map.of());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goingOnIsTrainingOnTheSessionsBeforeAndTheNewOnes(ModelKind<?> kind) throws IOException {
    TimedLog before = log(1, 0, 150, KNOWN);
    TimedLog after = log(2, 150, 100, ITEMS);
    Path old = folder.resolve("old.model");
    ModelFile.save(old, train(kind, TrainingSet.of(before, first(KNOWN))));
    // The newer catalogue has the items the other way round, and not all of them.
    int[] there = new int[ITEMS];
    int[] ids = IntStream.range(0, ITEMS).map(i -> ITEMS - 1 - i).toArray();
    Arrays.setAll(there, i -> ITEMS - 1 - i);
    TrainingSet newer = TrainingSet.of(after.renumbered(there), catalog(ids));
    Path next = folder.resolve("next.model");
    ModelFile.save(next, goOn(kind, SavedModel.open(old), newer));
    Path whole = folder.resolve("whole.model");
    int[] grown =
        IntStream.concat(
                IntStream.range(0, KNOWN),
                IntStream.range(0, ITEMS - KNOWN).map(i -> ITEMS - 1 - i))
            .toArray();
    int[] places = new int[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      places[grown[i]] = i;
    }
    SessionLog both = SessionLog.concat(List.of(before, after.renumbered(places)));
    ModelFile.save(whole, train(kind, TrainingSet.of(both, catalog(grown))));
    assertThat(TensorBits.of(next)).isEqualTo(TensorBits.of(whole));
    assertThat(scores(next)).isEqualTo(scores(whole));
  }

  private static float[] scores(Path file) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      return scores(((BaselineModel) ModelFile.load(file, arena, Compute.best())).baseline());
    }
  }

  private static float[] scores(Baseline baseline) {
    var scorer = baseline.newScorer();
    scorer.startSession();
    for (int item : new int[] {3, 7, 11, 3}) {
      scorer.click(item);
    }
    float[] scores = new float[baseline.items()];
    scorer.score(scores);
    return scores;
  }

  @ParameterizedTest
  @MethodSource("growing")
  void whatIsAddedToAServedModelIsSavedWithIt(ModelKind<?> kind) throws IOException {
    TimedLog before = log(3, 0, 150, ITEMS);
    TimedLog after = log(4, 150, 60, ITEMS);
    Path file = folder.resolve("served.model");
    ModelFile.save(file, train(kind, TrainingSet.of(before, first(ITEMS))));
    Recommender recommender = Recommender.load(file);
    BaselineModel served = (BaselineModel) recommender.model();
    GrowingBaseline baseline = (GrowingBaseline) served.baseline();
    for (int s = 0; s < after.sessions(); s++) {
      baseline.add(after.items().get(s), after.times().get(s)[0]);
      if (s == 30) {
        ModelFile.save(file, served);
      }
    }
    Path grown = folder.resolve("grown.model");
    ModelFile.save(grown, served);
    Path whole = folder.resolve("whole.model");
    SessionLog both = SessionLog.concat(List.of(before, after));
    ModelFile.save(whole, train(kind, TrainingSet.of(both, first(ITEMS))));
    assertThat(TensorBits.of(grown)).isEqualTo(TensorBits.of(whole));
    assertThat(scores(grown)).isEqualTo(scores(baseline));
    assertThat(SavedModel.open(grown).record()).containsEntry("added_sessions", 60);
    // A model that was saved in between goes on with what comes then.
    Recommender again = Recommender.load(file);
    BaselineModel half = (BaselineModel) again.model();
    for (int s = 31; s < after.sessions(); s++) {
      ((GrowingBaseline) half.baseline()).add(after.items().get(s), after.times().get(s)[0]);
    }
    ModelFile.save(file, half);
    assertThat(TensorBits.of(file)).isEqualTo(TensorBits.of(whole));
    assertThat(SavedModel.open(file).record()).containsEntry("added_sessions", 60);
    Session session = Recommender.load(file).session();
    session.click("i3");
    assertThat(session.recommend(5).size()).isPositive();
  }

  @Test
  void allModelsThatTakeSessionsAreTestedHere() {
    TrainingSet data = TrainingSet.of(log(5, 0, 20, ITEMS), first(ITEMS));
    List<String> names = new ArrayList<>();
    for (ModelKind<?> kind : kinds().toList()) {
      if (((BaselineModel) train(kind, data)).baseline() instanceof GrowingBaseline) {
        names.add(kind.name());
      }
    }
    assertThat(growing().map(ModelKind::name)).containsExactlyElementsOf(names);
  }

  /** Each of two threads adds its sessions, one item each; a save has all of some moment. */
  @Test
  void aModelCanBeSavedWhileSessionsAreAdded() throws Exception {
    ModelKind<?> kind = ModelKind.named("vsknn").orElseThrow();
    BaselineModel model =
        (BaselineModel) train(kind, TrainingSet.of(log(6, 0, 5, ITEMS), first(ITEMS)));
    GrowingBaseline baseline = (GrowingBaseline) model.baseline();
    int each = 2000;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> adding = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        int item = t;
        adding.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    baseline.add(new int[] {item}, i);
                  }
                }));
      }
      int last = 0;
      Path file = folder.resolve("a.model");
      while (last < 2 * each) {
        boolean done = adding.stream().allMatch(Future::isDone);
        ModelFile.save(file, model);
        SavedModel saved = SavedModel.open(file);
        int now =
            saved.record().get("added_sessions") instanceof Number number ? number.intValue() : 0;
        assertThat(now).isGreaterThanOrEqualTo(last);
        assertThat(Arrays.stream(saved.supports()).sum())
            .isEqualTo(Arrays.stream(model.supports()).sum() + now);
        assertThat(!done || now == 2 * each).isTrue();
        last = now;
      }
      for (Future<?> future : adding) {
        future.get();
      }
    }
  }
}
