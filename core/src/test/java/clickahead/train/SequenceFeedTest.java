package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.model.LengthMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceFeedTest {
  /** Items are numbered through, so that a target says which prefix it belongs to. */
  private static SessionLog log(int... lengths) {
    int[][] sessions = new int[lengths.length][];
    int item = 0;
    for (int s = 0; s < lengths.length; s++) {
      sessions[s] = new int[lengths[s]];
      for (int i = 0; i < lengths[s]; i++) {
        sessions[s][i] = item++;
      }
    }
    return SessionLog.of(sessions);
  }

  @ParameterizedTest
  @CsvSource({"STREAM, 3, 4", "WINDOW, 3, 4", "WINDOW, 1, 1", "WINDOW, 50, 7", "STREAM, 0, 1000"})
  void anEpochHasEveryPrefixOnceAndAsManyStepsAsItsPrefixesFill(
      LengthMode mode, int maxLength, int batchSize) {
    SessionLog log = log(1, 9, 2, 0, 5, 4, 2);
    SequenceFeed feed =
        new SequenceFeed(
            log,
            0,
            mode,
            maxLength,
            batchSize,
            42,
            0,
            false,
            DwellWeights.NONE,
            EventFeatures.NONE);
    SequenceBatch batch = new SequenceBatch(feed.shape(2, 0, 0));
    assertThat(feed.prefixes()).isEqualTo(8 + 1 + 4 + 3 + 1);
    List<TreeMap<Integer, Integer>> orders = new ArrayList<>();
    for (int epoch = 1; epoch <= 2; epoch++) {
      TreeMap<Integer, Integer> seen = new TreeMap<>();
      int steps = 0;
      feed.restart(epoch);
      for (feed.fill(batch); batch.outputs() > 0; feed.fill(batch)) {
        steps++;
        for (int o = 0; o < batch.outputs(); o++) {
          assertThat(seen.put(batch.target(o), steps)).as("prefix before %d", o).isNull();
        }
      }
      assertThat(seen.keySet())
          .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 16, 18, 19, 20, 22);
      assertThat(steps).isLessThanOrEqualTo((17 + batchSize - 1) / batchSize);
      orders.add(seen);
    }
    if (batchSize < 17) {
      assertThat(orders.get(0)).as("another order in every epoch").isNotEqualTo(orders.get(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"STREAM, 0, 16", "WINDOW, 50, 16", "WINDOW, 4, 20", "WINDOW, 3, 16", "WINDOW, 1, 6"})
  void whatIsHistoryIsFedButNotLearned(LengthMode mode, int maxLength, int fed) {
    // Of 9, 2, 5 and 4 events the first 6, 1, 4 and 3 are history; sessions of one event have none.
    SessionLog log = LogSplit.withinSessions(log(9, 2, 5, 4, 1), 0.35, 0.35).test();
    SequenceFeed feed =
        new SequenceFeed(
            log, 0, mode, maxLength, 2, 42, 0, false, DwellWeights.NONE, EventFeatures.NONE);
    List<Integer> targets = targets(feed, 1, 1);
    assertThat(targets).containsExactlyInAnyOrder(6, 7, 8, 10, 15, 19);
    assertThat(feed.prefixes()).isEqualTo(6);
    SequenceBatch batch = new SequenceBatch(feed.shape(1, 0, 0));
    int events = 0;
    feed.restart(1);
    for (feed.fill(batch); batch.outputs() > 0; feed.fill(batch)) {
      events += batch.events();
    }
    assertThat(events).isEqualTo(fed);
  }

  /** The targets of an epoch's batches, in the order in which they come. */
  private static List<Integer> targets(SequenceFeed feed, int workers, int epoch) {
    SequenceBatch batch = new SequenceBatch(feed.shape(workers, 0, 0));
    List<Integer> targets = new ArrayList<>();
    feed.restart(epoch);
    for (feed.fill(batch); batch.outputs() > 0; feed.fill(batch)) {
      List<Integer> ofBatch = new ArrayList<>();
      for (int o = 0; o < batch.outputs(); o++) {
        ofBatch.add(batch.target(o));
      }
      // The workers' shares differ, what the batch holds does not.
      ofBatch.sort(null);
      targets.addAll(ofBatch);
    }
    return targets;
  }

  @ParameterizedTest
  @CsvSource({"STREAM, 0", "WINDOW, 2"})
  void clickDropoutKeepsEveryPrefixThatHasAClickLeft(LengthMode mode, int maxLength) {
    int[] pairs = new int[4000];
    Arrays.fill(pairs, 3);
    SessionLog log = log(pairs);
    double rate = 0.3;
    SequenceFeed feed =
        new SequenceFeed(
            log, 0, mode, maxLength, 64, 42, rate, false, DwellWeights.NONE, EventFeatures.NONE);
    List<Integer> targets = targets(feed, 1, 1);
    assertThat(targets).doesNotHaveDuplicates().allMatch(item -> item % 3 > 0);
    // A prefix of n clicks has one left with probability 1 - rate^n.
    assertThat(targets.stream().filter(item -> item % 3 == 1).count() / 4000.0)
        .isCloseTo(1 - rate, within(0.03));
    assertThat(targets.stream().filter(item -> item % 3 == 2).count() / 4000.0)
        .isCloseTo(1 - rate * rate, within(0.02));
    assertThat(targets(feed, 1, 2)).as("others in every epoch").isNotEqualTo(targets);
    SequenceFeed again =
        new SequenceFeed(
            log, 0, mode, maxLength, 64, 42, rate, false, DwellWeights.NONE, EventFeatures.NONE);
    assertThat(targets(again, 3, 1)).as("for any number of workers").isEqualTo(targets);
    SequenceFeed other =
        new SequenceFeed(
            log, 0, mode, maxLength, 64, 43, rate, false, DwellWeights.NONE, EventFeatures.NONE);
    assertThat(targets(other, 1, 1)).as("another seed").isNotEqualTo(targets);
  }

  @Test
  void aBatchOfWhichNothingIsLeftDoesNotEndTheEpoch() {
    int[] pairs = new int[100];
    Arrays.fill(pairs, 2);
    SequenceFeed feed =
        new SequenceFeed(
            log(pairs),
            0,
            LengthMode.STREAM,
            0,
            1,
            42,
            0.8,
            false,
            DwellWeights.NONE,
            EventFeatures.NONE);
    assertThat(targets(feed, 1, 1)).hasSizeBetween(8, 35);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0.5, 3", "0.51, 1", "0.25, 4", "0.1, 5", "0.01, 5"})
  void theMostRecentSessionsHaveAtLeastTheShareOfThePrefixes(double share, int first) {
    // Prefixes 6, 4, 0, 5, 3, 2.
    assertThat(SequenceFeed.mostRecent(log(7, 5, 0, 6, 4, 3), share)).isEqualTo(first);
  }
}
