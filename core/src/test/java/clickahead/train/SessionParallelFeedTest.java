package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.graph.MiniBatch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Session-parallel mini-batches lose nothing, repeat nothing, and never mix two sessions. */
class SessionParallelFeedTest {

  /** A log of sessions of these lengths in which every event is an item of its own. */
  private static SessionLog log(List<Integer> lengths) {
    int[][] sessions = new int[lengths.size()][];
    int next = 0;
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[lengths.get(s)];
      for (int i = 0; i < sessions[s].length; i++) {
        sessions[s][i] = next++;
      }
    }
    return SessionLog.of(sessions);
  }

  private static List<List<Integer>> expected(SessionLog log) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e + 1 < log.start(s + 1); e++) {
        pairs.add(List.of(log.item(e), log.item(e + 1)));
      }
    }
    return pairs;
  }

  /** All pairs of an epoch, in the order in which they were fed. */
  private static List<List<Integer>> epoch(SessionParallelFeed feed, int slots) {
    MiniBatch batch = new MiniBatch(0, slots, 0, 1);
    List<List<Integer>> pairs = new ArrayList<>();
    feed.restart();
    for (feed.fill(batch); batch.active > 0; feed.fill(batch)) {
      int active = 0;
      for (int b = 0; b < slots; b++) {
        assertThat(batch.inputs[b] == MiniBatch.NONE).isEqualTo(batch.targets[b] == MiniBatch.NONE);
        if (batch.inputs[b] != MiniBatch.NONE) {
          pairs.add(List.of(batch.inputs[b], batch.targets[b]));
          active++;
        }
      }
      assertThat(batch.active).isEqualTo(active);
    }
    return pairs;
  }

  @Property(tries = 500)
  void everyPairOfNeighboursIsFedOnceAnEpoch(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 50) int slots) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = new SessionParallelFeed(log, slots, true);
    List<List<Integer>> first = epoch(feed, slots);
    assertThat(first).containsExactlyInAnyOrderElementsOf(expected(log));
    assertThat(epoch(feed, slots)).as("the second epoch").isEqualTo(first);
  }

  @Property(tries = 500)
  void withoutSamplesOnlyALoneLastSlotIsLeftOut(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    SessionLog log = log(lengths);
    List<List<Integer>> fed = epoch(new SessionParallelFeed(log, slots, false), slots);
    List<List<Integer>> all = epoch(new SessionParallelFeed(log, slots, true), slots);
    assertThat(all.subList(0, fed.size())).isEqualTo(fed);
    List<List<Integer>> leftOut = all.subList(fed.size(), all.size());
    for (int i = 1; i < leftOut.size(); i++) {
      boolean sameSession = leftOut.get(i).getFirst().equals(leftOut.get(i - 1).getLast());
      assertThat(sameSession || slots == 1).as("left out: %s", leftOut).isTrue();
    }
  }

  @Property(tries = 500)
  void aSlotIsFreshExactlyWhereASessionBegins(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = new SessionParallelFeed(log, slots, true);
    MiniBatch batch = new MiniBatch(0, slots, 0, 1);
    int[] before = new int[slots];
    int begun = 0;
    int lastBegun = -1;
    for (feed.fill(batch); batch.active > 0; feed.fill(batch)) {
      for (int b = 0; b < slots; b++) {
        if (batch.fresh[b]) {
          begun++;
          assertThat(batch.inputs[b]).as("sessions in their order").isGreaterThan(lastBegun);
          lastBegun = batch.inputs[b];
        } else if (batch.inputs[b] != MiniBatch.NONE) {
          assertThat(batch.inputs[b]).as("the event behind the last").isEqualTo(before[b]);
        }
        before[b] = batch.targets[b];
      }
    }
    assertThat(begun).isEqualTo((int) lengths.stream().filter(length -> length >= 2).count());
  }

  @Test
  void sessionsFillTheSlotsInTheOrderOfTheLog() {
    SessionParallelFeed feed = new SessionParallelFeed(log(List.of(3, 1, 2, 0, 4)), 2, true);
    MiniBatch batch = new MiniBatch(0, 2, 0, 1);
    feed.restart();
    int[][] steps = {{0, 4}, {1, 6}, {-1, 7}, {-1, 8}, {-1, -1}};
    for (int[] inputs : steps) {
      feed.fill(batch);
      assertThat(batch.inputs).isEqualTo(inputs);
    }
    assertThat(batch.active).isZero();
  }

  @Test
  void aRestartInTheMiddleBeginsWithTheFirstSession() {
    SessionLog log = log(List.of(5, 5, 5));
    SessionParallelFeed feed = new SessionParallelFeed(log, 2, true);
    List<List<Integer>> whole = epoch(feed, 2);
    feed.restart();
    feed.fill(new MiniBatch(0, 2, 0, 1));
    assertThat(epoch(feed, 2)).isEqualTo(whole);
  }
}
