package clickahead.math;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that ran a main class of the tests, with the same class path and flags of its own.
 *
 * @param out lines on stdout
 * @param err lines on stderr
 */
public record ForkedJvm(int exit, List<String> out, List<String> err) {

  /**
   * Runs to the end.
   *
   * @param folder for the output on its way
   */
  public static ForkedJvm run(Path folder, Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, System.getProperty("java.class.path"), main, flags, arguments);
  }

  /** The same with another class path. */
  public static ForkedJvm run(
      Path folder, String classPath, Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exit = process.waitFor();
    return new ForkedJvm(exit, Files.readAllLines(out), Files.readAllLines(err));
  }
}
