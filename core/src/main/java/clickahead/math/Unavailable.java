package clickahead.math;

/**
 * Why something cannot be had on this machine, and what to do about it.
 *
 * @param reason what was found instead of what was expected
 * @param cure what to do
 */
public record Unavailable(String reason, String cure) {
  @Override
  public String toString() {
    return reason + ". " + cure;
  }
}
