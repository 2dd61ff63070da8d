package clickahead.eval;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures models on the same test sessions: every transition of every session, ranked among all
 * items, nothing that was seen in the session filtered (Hidasi and Czapp, RecSys 2023, on why no
 * sampled negatives).
 */
public final class Evaluation {
  private final TestSessions test;
  private final int[] cutOffs;

  /**
   * @param test what to rank
   * @param cutOffs values of k, each at least 1
   * @throws IllegalArgumentException if there is no transition to rank
   */
  public Evaluation(TestSessions test, int... cutOffs) {
    if (test.transitions() == 0) {
      throw new IllegalArgumentException(
          "nothing to evaluate: no session has two items that the model knows ("
              + test.sessions()
              + " sessions, "
              + test.events()
              + " events with known items, "
              + test.unknownItems()
              + " with unknown ones). Does the log belong to the model's catalogue?");
    }
    this.test = test;
    this.cutOffs = cutOffs.clone();
  }

  /**
   * The metrics of one model.
   *
   * @throws IllegalArgumentException if the test sessions have items beyond the ranker's
   * @throws InvalidScoreException if a score is NaN
   */
  public Metrics measure(Ranker ranker, Progress progress) {
    if (test.largestItem() >= ranker.items()) {
      throw new IllegalArgumentException(
          "the test sessions have item index "
              + test.largestItem()
              + ", the model has "
              + ranker.items()
              + " items. Map the log's items to the model's first");
    }
    return Metrics.of(ranker.rank(test, progress), cutOffs);
  }

  /**
   * The metrics of a model and, beside it, of baselines.
   *
   * @param baselines by name, in the order of the tables
   */
  public EvaluationResult compare(
      Ranker model, Map<String, ? extends Ranker> baselines, Progress progress) {
    int rankers = baselines.size() + 1;
    Metrics metrics = measure(model, part(progress, 0, rankers));
    Map<String, Metrics> beside = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends Ranker> baseline : baselines.entrySet()) {
      Progress part = part(progress, beside.size() + 1, rankers);
      beside.put(baseline.getKey(), measure(baseline.getValue(), part));
    }
    return new EvaluationResult(test.unknownItems(), metrics, beside);
  }

  /** The progress of one ranker as a part of all. */
  private static Progress part(Progress whole, int index, int rankers) {
    return (done, total) -> whole.ranked(index * total + done, rankers * total);
  }
}
