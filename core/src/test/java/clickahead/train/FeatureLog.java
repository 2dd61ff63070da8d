package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import clickahead.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A log in which only a feature tells the next item. A session begins with an item that no other
 * session has, goes on with any of a few others, and ends with the one item that belongs to the
 * colour of the first: the first item was never seen before, its colour was.
 */
final class FeatureLog {
  static final int COLOURS = 8;

  /** Items between. */
  private static final int OTHERS = 20;

  private final List<String> ids = new ArrayList<>();
  private final List<String> colours = new ArrayList<>();
  private final SessionLog train;
  private final SessionLog test;

  /**
   * A log.
   *
   * @param trained sessions to learn from
   * @param tested sessions to measure with
   */
  FeatureLog(int trained, int tested, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < COLOURS; c++) {
      // The items that are told have none, lest they tell it.
      add("");
    }
    for (int i = 0; i < OTHERS; i++) {
      add("colour" + random.nextInt(COLOURS));
    }
    train = sessions(trained, random);
    test = sessions(tested, random);
  }

  private int add(String colour) {
    ids.add("item" + ids.size());
    colours.add(colour);
    return ids.size() - 1;
  }

  private SessionLog sessions(int count, SplittableRandom random) {
    int[][] sessions = new int[count][];
    for (int s = 0; s < count; s++) {
      int colour = random.nextInt(COLOURS);
      int first = add("colour" + colour);
      sessions[s] = new int[] {first, COLOURS + random.nextInt(OTHERS), colour};
    }
    return SessionLog.of(sessions);
  }

  TrainingSet train() {
    return TrainingSet.of(train, Catalog.of(ids, Map.of("colour", colours)));
  }

  /** Sessions, of which the last item can be known. */
  TestSessions test() {
    return TestSessions.of(test);
  }
}
