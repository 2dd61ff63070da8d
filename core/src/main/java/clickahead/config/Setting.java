package clickahead.config;

/**
 * One parameter as somebody set it.
 *
 * @param name the parameter's name in snake case
 * @param value its value as text, unchecked
 * @param source where it stands, for messages: {@code train.yaml:4}; empty where the name says
 *     enough
 */
public record Setting(String name, String value, String source) {

  /** A setting whose name says enough about where it comes from. */
  public static Setting of(String name, String value) {
    return new Setting(name, value, "");
  }

  /**
   * Reads {@code name=value}, as it stands on a command line.
   *
   * @throws InvalidSettingException if there is no {@code =}
   */
  public static Setting parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new InvalidSettingException(
          "'" + text + "' sets nothing; write name=value, for example learning_rate=0.1");
    }
    return of(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }

  /** An error about this setting that says where it stands. */
  public InvalidSettingException error(String problem) {
    return new InvalidSettingException(source.isEmpty() ? problem : source + ": " + problem);
  }
}
