package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.graph.SequenceBatch;
import clickahead.model.LengthMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
    SequenceFeed feed = new SequenceFeed(log, mode, maxLength, batchSize, 42);
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
}
