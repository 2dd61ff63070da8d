package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.graph.MiniBatch;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static SessionParallelFeed inLogOrder(SessionLog log, int slots, boolean loneSlotCounts) {
    return new SessionParallelFeed(
        log, SessionOrder.ofLog(log.sessions()), slots, loneSlotCounts, DwellWeights.NONE);
  }

  private static SessionParallelFeed inRandomOrder(SessionLog log, int slots, long seed) {
    return new SessionParallelFeed(
        log, SessionOrder.random(log.sessions(), seed), slots, true, DwellWeights.NONE);
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
    return epoch(feed, slots, 1);
  }

  private static List<List<Integer>> epoch(SessionParallelFeed feed, int slots, int number) {
    MiniBatch batch = new MiniBatch(0, slots, 0, 1);
    List<List<Integer>> pairs = new ArrayList<>();
    feed.restart(number);
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
  void f12_everyPairOfNeighboursIsFedOnceAnEpoch(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 50) int slots) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = inLogOrder(log, slots, true);
    List<List<Integer>> first = epoch(feed, slots);
    assertThat(first).containsExactlyInAnyOrderElementsOf(expected(log));
    assertThat(epoch(feed, slots)).as("the second epoch").isEqualTo(first);
  }

  @Property(tries = 500)
  void withoutSamplesOnlyALoneLastSlotIsLeftOut(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    SessionLog log = log(lengths);
    List<List<Integer>> fed = epoch(inLogOrder(log, slots, false), slots);
    List<List<Integer>> all = epoch(inLogOrder(log, slots, true), slots);
    assertThat(all.subList(0, fed.size())).isEqualTo(fed);
    List<List<Integer>> leftOut = all.subList(fed.size(), all.size());
    for (int i = 1; i < leftOut.size(); i++) {
      boolean sameSession = leftOut.get(i).getFirst().equals(leftOut.get(i - 1).getLast());
      assertThat(sameSession || slots == 1).as("left out: %s", leftOut).isTrue();
    }
  }

  @Property(tries = 200)
  void whatWasFedBeforeIsToldAsFarAsItIsOfTheSameSession(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = inLogOrder(log, slots, true);
    List<List<Integer>> fed = new ArrayList<>();
    for (int b = 0; b < slots; b++) {
      fed.add(new ArrayList<>());
    }
    for (MiniBatch batch = next(feed, slots); batch.active > 0; batch = next(feed, slots)) {
      // A feed that is put where this one stands tells the same.
      FeedPosition position = feed.position();
      feed.restart(1);
      feed.moveTo(position);
      for (int b = 0; b < slots; b++) {
        if (batch.fresh[b]) {
          fed.get(b).clear();
        }
        List<Integer> before = fed.get(b).reversed();
        for (int lag = 1; lag <= batch.earlier.length; lag++) {
          boolean known = batch.inputs[b] != MiniBatch.NONE && lag <= before.size();
          int expected = known ? before.get(lag - 1) : MiniBatch.NONE;
          assertThat(batch.earlier[lag - 1][b]).as("slot %d, lag %d", b, lag).isEqualTo(expected);
        }
        fed.get(b).add(batch.inputs[b]);
      }
    }
  }

  private static MiniBatch next(SessionParallelFeed feed, int slots) {
    MiniBatch batch = new MiniBatch(0, slots, 0, 1, 3);
    feed.fill(batch);
    return batch;
  }

  @Property(tries = 500)
  void f2_aSlotIsFreshExactlyWhereASessionBegins(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 20) int slots) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = inLogOrder(log, slots, true);
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
    SessionParallelFeed feed = inLogOrder(log(List.of(3, 1, 2, 0, 4)), 2, true);
    MiniBatch batch = new MiniBatch(0, 2, 0, 1);
    feed.restart(1);
    int[][] steps = {{0, 4}, {1, 6}, {-1, 7}, {-1, 8}, {-1, -1}};
    for (int[] inputs : steps) {
      feed.fill(batch);
      assertThat(batch.inputs).isEqualTo(inputs);
    }
    assertThat(batch.active).isZero();
  }

  @Test
  void inTheOrderOfTheFileSessionsFillTheSlotsByTheirRanks(@TempDir Path folder)
      throws IOException {
    Path part = folder.resolve("train.safetensors");
    List<TensorSpec> tensors =
        List.of(
            TensorSpec.of("times", ElementType.I64, 6),
            TensorSpec.of("starts", ElementType.I64, 4),
            TensorSpec.of("items", ElementType.I32, 6),
            TensorSpec.of("ranks", ElementType.I32, 3));
    try (SafetensorsWriter writer = SafetensorsWriter.create(part, Map.of(), tensors)) {
      writer.append("times", longs(0, 1, 2, 3, 4, 5));
      writer.append("starts", longs(0, 2, 4, 6));
      writer.append("items", integers(0, 1, 2, 3, 4, 5));
      writer.append("ranks", integers(7, 2, 9));
      writer.commit();
    }
    SessionLog log = SessionLog.open(part);
    SessionLog twice = SessionLog.concat(List.of(log, log));
    assertThat(places(SessionOrder.ofLog(3))).containsExactly(0, 1, 2);
    assertThat(places(SessionOrder.ofFile(log))).containsExactly(1, 0, 2);
    assertThat(places(SessionOrder.ofFile(twice))).containsExactly(1, 4, 0, 3, 2, 5);
    SessionLog plain = log(List.of(2, 2, 2));
    assertThat(places(SessionOrder.ofFile(plain))).containsExactly(0, 1, 2);
  }

  private static List<Integer> places(SessionOrder order) {
    order.begin(1);
    return IntStream.range(0, order.sessions()).mapToObj(order::session).toList();
  }

  private static ByteBuffer longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer integers(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes;
  }

  @Test
  void aRestartInTheMiddleBeginsWithTheFirstSession() {
    SessionLog log = log(List.of(5, 5, 5));
    SessionParallelFeed feed = inLogOrder(log, 2, true);
    List<List<Integer>> whole = epoch(feed, 2);
    feed.restart(1);
    feed.fill(new MiniBatch(0, 2, 0, 1));
    assertThat(epoch(feed, 2)).isEqualTo(whole);
  }

  @Property(tries = 500)
  void f12_inRandomOrderTooEveryPairOfNeighboursIsFedOnceAnEpoch(
      @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 50) int slots,
      @ForAll long seed) {
    SessionLog log = log(lengths);
    SessionParallelFeed feed = inRandomOrder(log, slots, seed);
    for (int epoch = 1; epoch <= 2; epoch++) {
      assertThat(epoch(feed, slots, epoch))
          .as("seed %d, epoch %d", seed, epoch)
          .containsExactlyInAnyOrderElementsOf(expected(log));
    }
  }

  @Test
  void aRandomOrderDependsOnSeedAndEpochAloneNotOnTheEpochsBefore() {
    SessionLog log = log(Collections.nCopies(60, 3));
    SessionParallelFeed feed = inRandomOrder(log, 4, 17);
    List<List<Integer>> first = epoch(feed, 4, 1);
    List<List<Integer>> second = epoch(feed, 4, 2);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(epoch(inLogOrder(log, 4, true), 4));
    assertThat(epoch(inRandomOrder(log, 4, 17), 4, 2)).isEqualTo(second);
    assertThat(epoch(inRandomOrder(log, 4, 18), 4, 2)).isNotEqualTo(second);
  }

  @Test
  void everyRandomOrderIsAsLikelyAsAnother() {
    SessionOrder order = SessionOrder.random(4, 5);
    Map<List<Integer>, Integer> counts = new HashMap<>();
    int epochs = 24_000;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      order.begin(epoch);
      counts.merge(IntStream.range(0, 4).mapToObj(order::session).toList(), 1, Integer::sum);
    }
    assertThat(counts).as("all 24 permutations").hasSize(24);
    double chiSquare =
        counts.values().stream().mapToDouble(n -> Math.pow(n - 1000.0, 2) / 1000.0).sum();
    // The quantile 0.9999 of chi-square with 23 degrees of freedom.
    assertThat(chiSquare).as("seed 5, chi-square %s", chiSquare).isLessThan(57.1);
  }
}
