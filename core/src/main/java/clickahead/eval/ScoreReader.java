package clickahead.eval;

/** Takes the scores of all N items at one transition after another. One thread uses it. */
public interface ScoreReader {

  /**
   * The scores after the clicks up to and including a transition's first event.
   *
   * @param scores [N], a higher score is better; the reader may write to it, and must not keep it
   * @throws InvalidScoreException if a score is NaN
   */
  void read(int transition, float[] scores);
}
