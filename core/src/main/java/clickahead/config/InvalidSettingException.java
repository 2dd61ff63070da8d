package clickahead.config;

/** A parameter that does not exist, or has a value that it must not have. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param problem where it stands, what was found and what was expected
   */
  public InvalidSettingException(String problem) {
    super(problem);
  }
}
