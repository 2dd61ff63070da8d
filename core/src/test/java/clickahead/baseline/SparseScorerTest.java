package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.eval.DenseRanker;
import clickahead.eval.Ranks;
import clickahead.eval.TieMode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SparseScorerTest {
  private static List<SparseBaseline> trainAll(SessionLog train, int items) {
    return List.of(
        AssociationRules.train(
            train, items, Parameters.of(AssociationRulesParameters.class).build()),
        SequentialRules.trainMarkovChain(
            train, items, Parameters.of(MarkovRulesParameters.class).build()),
        SequentialRules.train(train, items, Parameters.of(SequentialRulesParameters.class).build()),
        ItemKnn.train(train, items, Parameters.of(ItemKnnParameters.class).build()),
        Sknn.train(train, items, Parameters.of(SknnParameters.class).build()),
        Vsknn.train(train, items, Parameters.of(VsknnParameters.class).build()),
        Stan.train(train, items, Parameters.of(StanParameters.class).build()),
        Vstan.train(train, items, Parameters.of(VstanParameters.class).build()),
        VmisKnn.train(train, items, Parameters.of(VmisKnnParameters.class).build()));
  }

  private static Ranks rank(SparseBaseline baseline, int target, int... clicks) {
    SparseScorer ranker = baseline.newRanker();
    ranker.startSession();
    Arrays.stream(clicks).forEach(ranker::click);
    Ranks ranks = new Ranks(1);
    assertThat(ranker.rank(target, ranks, 0)).isEqualTo(-1);
    return ranks;
  }

  @Test
  void anItemWithoutAScoreRanksBehindAllOthersInEveryTieMode() {
    SessionLog train = SessionLog.of(new int[] {0, 1}, new int[] {2, 3});
    for (SparseBaseline baseline : trainAll(train, 30)) {
      for (TieMode mode : TieMode.values()) {
        assertThat(rank(baseline, 2, 0).rank(0, mode)).as(baseline.name()).isGreaterThan(30);
        assertThat(rank(baseline, 2, 25).rank(0, mode))
            .as("%s, no item has a score", baseline.name())
            .isGreaterThan(30);
        assertThat(rank(baseline, 1, 0).rank(0, mode)).as(baseline.name()).isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void beforeTheFirstClickNoItemHasAScore() {
    for (SparseBaseline baseline : trainAll(SessionLog.of(new int[] {0, 1}), 3)) {
      SparseScorer scorer = baseline.newScorer();
      scorer.startSession();
      assertThat(scorer.recommend(new int[3], new float[3])).as(baseline.name()).isZero();
    }
  }

  @Test
  void anEmptyLogGivesNoScores() {
    for (SparseBaseline baseline : trainAll(SessionLog.of(), 3)) {
      assertThat(rank(baseline, 1, 0).greater(0)).as(baseline.name()).isEqualTo(Ranks.UNREACHABLE);
    }
  }

  /** Ranks, scores of all items and the best items are three views of the same scores. */
  @Property(tries = 100)
  void ranksScoresAndBestItemsAgree(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(1, 25);
    int[][] sessions = new int[random.nextInt(40)][];
    Arrays.setAll(sessions, s -> random.ints(random.nextInt(9), 0, items).toArray());
    int[] clicks = random.ints(random.nextInt(1, 9), 0, items).toArray();
    int k = random.nextInt(1, 30);
    for (SparseBaseline baseline : trainAll(SessionLog.of(sessions), items)) {
      String where = "seed %d, %s".formatted(seed, baseline.name());
      SparseScorer scorer = baseline.newScorer();
      scorer.startSession();
      Arrays.stream(clicks).forEach(scorer::click);
      float[] scores = new float[items];
      scorer.score(scores);
      int[] best = new int[k];
      float[] bestScores = new float[k];
      int size = scorer.recommend(best, bestScores);
      int[] expected =
          java.util.stream.IntStream.range(0, items)
              .filter(i -> scores[i] > 0)
              .boxed()
              .sorted((a, b) -> Float.compare(scores[b], scores[a]))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(Arrays.copyOf(best, size)).as(where).isEqualTo(expected);
      for (int i = 0; i < size; i++) {
        assertThat(bestScores[i]).as(where).isEqualTo(scores[best[i]]);
      }
      Ranks dense = new Ranks(items);
      Ranks ranks = new Ranks(items);
      for (int target = 0; target < items; target++) {
        scorer.rank(target, ranks, target);
        new DenseRanker(scorer).rank(target, dense, target);
        assertThat(dense.greater(target)).as(where).isEqualTo(ranks.greater(target));
        assertThat(dense.ties(target)).as(where).isEqualTo(ranks.ties(target));
        int above = 0;
        int same = -1;
        for (float score : scores) {
          above += score > scores[target] ? 1 : 0;
          same += score == scores[target] ? 1 : 0;
        }
        boolean scored = scores[target] > 0;
        assertThat(ranks.greater(target)).as(where).isEqualTo(scored ? above : Ranks.UNREACHABLE);
        assertThat(ranks.ties(target)).as(where).isEqualTo(scored ? same : 0);
      }
    }
  }

  @Test
  void vmisKnnLeavesTheLastItemOutOnDemandOnly() {
    SessionLog train = SessionLog.of(new int[] {0, 1}, new int[] {0, 2});
    Parameters<VmisKnnParameters> parameters = Parameters.of(VmisKnnParameters.class);
    assertThat(rank(VmisKnn.train(train, 3, parameters.build()), 0, 0).greater(0)).isLessThan(2);
    VmisKnn dropping = VmisKnn.train(train, 3, parameters.with("drop_last_item", "true").build());
    assertThat(rank(dropping, 0, 0).greater(0)).isEqualTo(Ranks.UNREACHABLE);
    assertThat(rank(dropping, 1, 0).greater(0)).isLessThan(2);
  }

  @Test
  void equallySimilarSessionsAreTakenNewestFirst() {
    SessionLog train = SessionLog.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {0, 3});
    Sknn sknn = Sknn.train(train, 4, Parameters.of(SknnParameters.class).with("k", "1").build());
    assertThat(rank(sknn, 3, 0).greater(0)).isLessThanOrEqualTo(1);
    assertThat(rank(sknn, 2, 0).greater(0)).isEqualTo(Ranks.UNREACHABLE);
    sknn.add(new int[] {0, 1}, 10);
    assertThat(rank(sknn, 1, 0).greater(0)).as("the added one").isLessThanOrEqualTo(1);
    assertThat(rank(sknn, 3, 0).greater(0)).isEqualTo(Ranks.UNREACHABLE);
  }
}
