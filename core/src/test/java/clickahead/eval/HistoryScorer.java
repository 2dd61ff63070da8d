package clickahead.eval;

import java.util.SplittableRandom;

/**
 * A stand-in for a recurrent model: the state is a hash of the whole session, the scores are a
 * function of it with many ties.
 */
final class HistoryScorer implements SessionScorer {
  private final int items;
  private final int levels;
  private long state;

  HistoryScorer(int items, int levels) {
    this.items = items;
    this.levels = levels;
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public void startSession() {
    state = 0;
  }

  @Override
  public void click(int item) {
    state = (state + item + 1) * 0x9E3779B97F4A7C15L;
  }

  @Override
  public void score(float[] scores) {
    SplittableRandom random = new SplittableRandom(state);
    for (int i = 0; i < items; i++) {
      scores[i] = random.nextInt(levels);
    }
  }
}
