package clickahead.eval;

import java.util.function.IntFunction;

/** Scores by a function of the last click, or of -1 before any; counts how often it was asked. */
final class FixedScorer implements SessionScorer {
  private final int items;
  private final IntFunction<float[]> scoresAfter;
  private int last = -1;
  private int asked;

  FixedScorer(int items, IntFunction<float[]> scoresAfter) {
    this.items = items;
    this.scoresAfter = scoresAfter;
  }

  /** The same scores always. */
  static FixedScorer of(float... scores) {
    return new FixedScorer(scores.length, last -> scores);
  }

  int asked() {
    return asked;
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public void startSession() {
    last = -1;
  }

  @Override
  public void click(int item) {
    last = item;
  }

  @Override
  public void score(float[] scores) {
    asked++;
    System.arraycopy(scoresAfter.apply(last), 0, scores, 0, items);
  }
}
