package clickahead.cli.console;

/** The program as its commands see it. */
public interface Program {

  /** Where it writes. */
  Console console();

  /**
   * Runs another command on the same console.
   *
   * @return its exit code
   */
  int run(String... command);
}
