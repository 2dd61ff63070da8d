package clickahead;

/** Bytes that cannot be restored as a session of this model. */
public final class SessionStateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the bytes. */
  public enum Reason {
    /** They are no saved session at all. */
    FOREIGN,
    /** They are truncated, or were altered. */
    DAMAGED,
    /** A newer version saved them. */
    NEWER,
    /** They are a session of another model, or of another training of the same. */
    OTHER_MODEL
  }

  private final Reason reason;

  SessionStateException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
