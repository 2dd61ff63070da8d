package clickahead.baseline;

/** Which of the sessions that share an item are compared, where there are more than the sample. */
public enum NeighbourSampling {
  /** The newest. */
  RECENT,
  /** Any, each as likely as another. */
  RANDOM;

  /** How many of the newest sessions are looked at for a sample; 0 for all. */
  int newest(int sample) {
    return this == RECENT ? sample : 0;
  }
}
