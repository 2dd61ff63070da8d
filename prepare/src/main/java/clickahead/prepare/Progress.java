package clickahead.prepare;

/** Hears what a preparation is doing. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = step -> {};

  /**
   * The next step begins.
   *
   * @param step what is done now, as a short sentence without a full stop
   */
  void step(String step);
}
