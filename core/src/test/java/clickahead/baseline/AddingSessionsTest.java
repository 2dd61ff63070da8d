package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Sessions that are added count as if they had been there in training, while others answer. */
class AddingSessionsTest {
  private static final int ITEMS = 12;
  private static final int K = 8;
  private static final int[] CLICKS = {0, 3, 5, 3};

  private static SessionLog none() {
    return SessionLog.of();
  }

  private static List<int[]> sessions(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> sessions = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      sessions.add(random.ints(random.nextInt(1, 7), 0, ITEMS).toArray());
    }
    return sessions;
  }

  /** Few enough sessions for each answer that lists are full, and replaced, all the time. */
  private static List<Supplier<NeighbourModel>> models(SessionLog train) {
    return List.of(
        () ->
            Sknn.train(
                train,
                ITEMS,
                Parameters.of(SknnParameters.class)
                    .with("k", "5")
                    .with("sample_size", "20")
                    .build()),
        () ->
            Vsknn.train(
                train,
                ITEMS,
                Parameters.of(VsknnParameters.class)
                    .with("k", "5")
                    .with("sample_size", "20")
                    .build()),
        () ->
            Stan.train(
                train,
                ITEMS,
                Parameters.of(StanParameters.class)
                    .with("k", "5")
                    .with("sample_size", "20")
                    .build()),
        () ->
            VmisKnn.train(
                train,
                ITEMS,
                Parameters.of(VmisKnnParameters.class)
                    .with("m", "20")
                    .with("k", "5")
                    .with("max_training_session_items", "100")
                    .with("idf_weighting", "0")
                    .build()));
  }

  private static SparseScorer clicked(NeighbourModel model) {
    SparseScorer scorer = model.newScorer();
    scorer.startSession();
    Arrays.stream(CLICKS).forEach(scorer::click);
    return scorer;
  }

  private static List<Float> answer(SparseScorer scorer) {
    int[] best = new int[K];
    float[] scores = new float[K];
    int size = scorer.recommend(best, scores);
    List<Float> answer = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      answer.add((float) best[i]);
      answer.add(scores[i]);
    }
    return answer;
  }

  @Test
  void addedSessionsCountAsTrainedOnes() {
    long seed = 1;
    List<int[]> sessions = sessions(seed, 300);
    TimedLog log =
        TimedLog.of(
            sessions,
            java.util.stream.IntStream.range(0, sessions.size())
                .mapToObj(s -> Arrays.stream(sessions.get(s)).mapToLong(i -> s).toArray())
                .toList());
    for (int m = 0; m < models(none()).size(); m++) {
      NeighbourModel trained = models(log).get(m).get();
      NeighbourModel grown = models(none()).get(m).get();
      for (int s = 0; s < sessions.size(); s++) {
        grown.add(sessions.get(s), s);
      }
      assertThat(grown.sessions()).isEqualTo(300);
      assertThat(answer(clicked(grown)))
          .as("%s, seed %d", grown.name(), seed)
          .isEqualTo(answer(clicked(trained)))
          .isNotEmpty();
    }
  }

  @Test
  void theRarityOfItemsFollowsTheAddedSessions() {
    List<int[]> sessions = sessions(2, 100);
    VstanParameters parameters = Parameters.of(VstanParameters.class).build();
    Vstan grown = Vstan.train(none(), ITEMS, parameters);
    sessions.forEach(s -> grown.add(s, 0));
    TimedLog log = TimedLog.of(sessions, sessions.stream().map(s -> new long[s.length]).toList());
    assertThat(answer(clicked(grown)))
        .isEqualTo(answer(clicked(Vstan.train(log, ITEMS, parameters))))
        .isNotEmpty();
  }

  /** Every answer is that of the sessions at one moment between its begin and its end. */
  @Test
  void answersWhileSessionsAreAddedAreThoseOfOneMoment()
      throws InterruptedException, ExecutionException {
    long seed = 3;
    List<int[]> sessions = sessions(seed, 3000);
    for (Supplier<NeighbourModel> empty : models(none())) {
      List<List<Float>> expected = new ArrayList<>();
      NeighbourModel one = empty.get();
      SparseScorer alone = clicked(one);
      expected.add(answer(alone));
      for (int s = 0; s < sessions.size(); s++) {
        one.add(sessions.get(s), s);
        expected.add(answer(alone));
      }
      NeighbourModel shared = empty.get();
      AtomicBoolean done = new AtomicBoolean();
      try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
        List<Future<Integer>> readers = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
          readers.add(executor.submit(() -> read(shared, expected, done)));
        }
        for (int s = 0; s < sessions.size(); s++) {
          shared.add(sessions.get(s), s);
        }
        done.set(true);
        for (Future<Integer> reader : readers) {
          assertThat(reader.get())
              .as("%s, seed %d: answers of no moment", shared.name(), seed)
              .isZero();
        }
      }
    }
  }

  private static int read(NeighbourModel model, List<List<Float>> expected, AtomicBoolean done) {
    SparseScorer scorer = clicked(model);
    int wrong = 0;
    boolean last = false;
    while (!last) {
      last = done.get();
      int before = model.sessions();
      List<Float> answer = answer(scorer);
      int after = model.sessions();
      wrong += expected.subList(before, after + 1).contains(answer) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void aSessionWithAnUnknownItemIsRefusedAsAWhole() {
    for (Supplier<NeighbourModel> empty : models(none())) {
      NeighbourModel model = empty.get();
      assertThatThrownBy(() -> model.add(new int[] {0, ITEMS}, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("item index 12")
          .hasMessageContaining("0 to 11");
      assertThat(model.sessions()).isZero();
      assertThat(answer(clicked(model))).isEmpty();
    }
  }
}
