package clickahead.eval;

/**
 * How a model is measured.
 *
 * @param events which events are predicted
 * @param candidates among which items targets are ranked
 * @param excludeSeen leave items out that were clicked in the session already; a target that was is
 *     then never found, and counts as a miss
 * @param cutOffs values of k, each at least 1
 * @param lists also measure the diversity of the lists of the first k
 * @param tieSeed seeds the tie mode that draws
 */
public record Protocol(
    EventChoice events,
    Candidates candidates,
    boolean excludeSeen,
    int[] cutOffs,
    boolean lists,
    long tieSeed) {

  /** Sorts the cut-offs and checks that the choices go together. */
  public Protocol {
    cutOffs = Metrics.sorted(cutOffs);
    if (lists && candidates.isSampled()) {
      throw new IllegalArgumentException(
          "the diversity of lists of sampled candidates says nothing of the model. Use all items as"
              + " candidates");
    }
  }

  /** Every transition among all items, nothing filtered, nothing sampled. */
  public static Protocol standard(int... cutOffs) {
    return new Protocol(EventChoice.EVERY, Candidates.ALL, false, cutOffs, false, Metrics.TIE_SEED);
  }

  /** The same with another seed for the tie mode that draws. */
  public Protocol withTieSeed(long seed) {
    return new Protocol(events, candidates, excludeSeen, cutOffs, lists, seed);
  }

  /** Do the scores of single items matter, beyond their number above and at the target's? */
  boolean needsScores() {
    return events.isSets() || excludeSeen || lists || candidates != Candidates.ALL;
  }

  /** The same among all items. */
  Protocol amongAll() {
    return new Protocol(events, Candidates.ALL, excludeSeen, cutOffs, false, tieSeed);
  }
}
