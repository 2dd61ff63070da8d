package clickahead.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures models on the same events. By default these are all transitions of all test sessions,
 * ranked among all items, nothing that was seen in the session filtered (Hidasi and Czapp, RecSys
 * 2023, on why no sampled negatives).
 */
public final class Evaluation {
  private final TestSessions test;
  private final Protocol protocol;
  private final Targets targets;

  /** By the standard protocol, at these cut-offs. */
  public Evaluation(TestSessions test, int... cutOffs) {
    this(test, Protocol.standard(cutOffs));
  }

  /**
   * By any protocol.
   *
   * @param test the sessions to take events from
   * @throws IllegalArgumentException if there is no transition to rank
   */
  public Evaluation(TestSessions test, Protocol protocol) {
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
    this.protocol = protocol;
    this.targets = Targets.of(test, protocol.events());
    if (targets.events() == 0) {
      throw new IllegalArgumentException(
          "nothing to evaluate: the model knows none of the items that are to be predicted ("
              + test.unknownItems()
              + " events with unknown items). Does the log belong to the model's catalogue?");
    }
  }

  /** The same events among all items, where candidates were restricted. */
  public Evaluation amongAll() {
    return new Evaluation(test, protocol.amongAll());
  }

  /** The sessions that the events are taken from. */
  public TestSessions test() {
    return test;
  }

  /** How models are measured. */
  public Protocol protocol() {
    return protocol;
  }

  /** Room for the ranks of the events, to be filled with what was kept of a measurement. */
  public Ranks newRanks() {
    return targets.newRanks();
  }

  /** The events that are predicted. */
  Targets targets() {
    return targets;
  }

  /**
   * The metrics of one model, without the diversity of lists.
   *
   * @throws IllegalArgumentException if the test sessions have items beyond the ranker's
   * @throws InvalidScoreException if a score is NaN
   */
  public Metrics measure(Ranker ranker, Progress progress) {
    return Metrics.withTieSeed(
        rank(ranker, null, progress), protocol.tieSeed(), protocol.cutOffs());
  }

  /**
   * Everything that the protocol asks for, of one model.
   *
   * @param supports clicks of each item in training, for the popularity of the listed items [N]
   */
  public Measured measure(Ranker ranker, int[] supports, Progress progress) {
    List<ListCounts> threads = Collections.synchronizedList(new ArrayList<>());
    Ranks ranks = rank(ranker, protocol.lists() ? threads : null, progress);
    List<ListDiversity> lists = new ArrayList<>();
    if (protocol.lists()) {
      ListCounts all = new ListCounts(ranker.items(), protocol.cutOffs());
      threads.forEach(all::add);
      for (int c = 0; c < protocol.cutOffs().length; c++) {
        lists.add(ListDiversity.of(protocol.cutOffs()[c], all.of(c), supports));
      }
    }
    return new Measured(
        ranks, Metrics.withTieSeed(ranks, protocol.tieSeed(), protocol.cutOffs()), lists);
  }

  private Ranks rank(Ranker ranker, List<ListCounts> lists, Progress progress) {
    if (test.largestItem() >= ranker.items()) {
      throw new IllegalArgumentException(
          "the test sessions have item index "
              + test.largestItem()
              + ", the model has "
              + ranker.items()
              + " items. Map the log's items to the model's first");
    }
    if (protocol.needsScores()) {
      Ranks ranks = targets.newRanks();
      ranker.score(targets.test(), () -> reader(ranks, lists, ranker.items()), progress);
      return ranks;
    }
    Ranks ranks = ranker.rank(targets.test(), progress);
    return targets.isEveryNext() ? ranks : ranks.select(targets.transitions());
  }

  private ScoreReader reader(Ranks ranks, List<ListCounts> lists, int items) {
    ListCounts counts = null;
    if (lists != null) {
      counts = new ListCounts(items, protocol.cutOffs());
      lists.add(counts);
    }
    return new CandidateRanking(protocol, targets, ranks, counts, items);
  }
}
