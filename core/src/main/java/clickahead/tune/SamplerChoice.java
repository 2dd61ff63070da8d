package clickahead.tune;

/** The samplers there are. */
public enum SamplerChoice {
  /** Every combination once. */
  EXHAUSTIVE,
  /** Combinations at random. */
  RANDOM,
  /** Combinations that resemble the good ones so far more than the others. */
  TPE;

  /**
   * The sampler.
   *
   * @param seed of what is random
   * @throws clickahead.config.InvalidSettingException if the space is not fit for it
   */
  public Sampler of(Space space, long seed) {
    return switch (this) {
      case EXHAUSTIVE -> new ExhaustiveSampler(space);
      case RANDOM -> new RandomSampler(space, seed);
      case TPE -> new TpeSampler(space, seed);
    };
  }
}
