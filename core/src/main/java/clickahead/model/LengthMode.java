package clickahead.model;

/** What max_length means. */
public enum LengthMode {
  /**
   * The state runs on over the whole session; the gradient flows back through at most so many
   * events, and attention looks back at so many.
   */
  STREAM,
  /** Each prefix is a sequence of its last so many events, from a state of zero. */
  WINDOW
}
