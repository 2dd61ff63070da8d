package clickahead.eval;

/** Is told how far an evaluation is; calls come from several threads, but one at a time. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (done, total) -> {};

  /**
   * Some more events were ranked.
   *
   * @param done events ranked so far, never less than in the call before
   * @param total events to rank in all
   */
  void ranked(long done, long total);

  /** This one as a whole of which one of several equal tasks is a part; they run one by one. */
  default Progress part(int index, int of) {
    return (done, total) -> ranked(index * total + done, of * total);
  }
}
