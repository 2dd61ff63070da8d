package clickahead.eval;

/** A model gave a score that is not a number, so that no rank can be told. */
public final class InvalidScoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param problem which item's score, and where
   */
  public InvalidScoreException(String problem) {
    super(problem);
  }

  /** For an item whose score is NaN after a click of a test session; all count from 0. */
  public static InvalidScoreException nan(TestSessions test, int transition, int item) {
    int session = test.sessionOf(transition);
    return new InvalidScoreException(
        "the score of item index "
            + item
            + " is not a number (NaN) after click "
            + (transition - test.firstTransition(session))
            + " of session "
            + session
            + " (both counted from 0). The model's weights are damaged, or its training diverged:"
            + " train again, with a smaller learning_rate if it was the training");
  }
}
