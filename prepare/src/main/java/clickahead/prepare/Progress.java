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

  /**
   * The next step begins: a file is read.
   *
   * @param bytes its size
   */
  default void step(String step, long bytes) {
    step(step);
  }

  /**
   * How much of the running statement is done, now and then, as far as that is known; a step may
   * have several statements. Called from a thread of its own.
   *
   * @param share from 0 to 1
   */
  default void at(double share) {}
}
