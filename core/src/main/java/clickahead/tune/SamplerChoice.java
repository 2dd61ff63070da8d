package clickahead.tune;

/** The samplers there are. */
public enum SamplerChoice {
  /** Every combination once. */
  EXHAUSTIVE,
  /** Combinations at random. */
  RANDOM;

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
    };
  }
}
