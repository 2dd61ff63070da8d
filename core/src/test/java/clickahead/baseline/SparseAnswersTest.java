package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.Candidates;
import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A list made of the few items that have a score is the one that is made by asking for the score of
 * each item, which candidates that are named one by one are.
 */
class SparseAnswersTest {
  private static final int ITEMS = 60;
  private static final long SEED = 11;

  @TempDir private Path folder;

  static Stream<ModelKind<?>> kinds() {
    return ModelKind.all().stream().filter(kind -> kind instanceof SessionsKind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void listsAreThoseOfAskingForEachItem(ModelKind<?> kind) throws IOException {
    Recommender recommender = trained(kind);
    Candidates each =
        recommender.candidates().only(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int s = 0; s < 40; s++) {
      Session session = recommender.session();
      for (int click = 0; click < 6; click++) {
        session.click("i" + random.nextInt(ITEMS));
        for (int k : new int[] {1, 5, 20, ITEMS}) {
          String name = kind.name() + ", seed " + SEED + ", session " + s + ", k " + k;
          assertThat(list(session.recommend(k)))
              .as(name)
              .isEqualTo(list(session.recommend(k, each)));
          assertThat(list(session.recommendUnseen(k)))
              .as(name)
              .isEqualTo(list(session.recommend(k, each.unseen())));
        }
      }
    }
  }

  private static List<String> list(Recommendations all) {
    return IntStream.range(0, all.size()).mapToObj(i -> all.item(i) + " " + all.score(i)).toList();
  }

  private <P extends Record> Recommender trained(ModelKind<P> kind) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    int[][] sessions = new int[200][];
    Arrays.setAll(sessions, s -> random.ints(random.nextInt(2, 8), 0, ITEMS).toArray());
    Catalog catalog =
        Catalog.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), Map.of());
    TrainingSet data = TrainingSet.of(SessionLog.of(sessions), catalog);
    P parameters = Parameters.of(kind.parameters()).build();
    Path file = folder.resolve("a.model");
    try (Training training = kind.train(parameters, data, Compute.best())) {
      training.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, training.model(Map.of()));
    }
    return Recommender.load(file);
  }
}
