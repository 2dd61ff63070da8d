package clickahead.model;

/** How the learning rate goes on behind the warm-up, over the planned steps. */
public enum LrSchedule {
  /** As it is. */
  CONSTANT,
  /** Straight down to zero. */
  LINEAR,
  /** Down to zero along half a cosine wave (Loshchilov and Hutter 2017). */
  COSINE
}
