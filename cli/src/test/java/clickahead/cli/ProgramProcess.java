package clickahead.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as a user runs it; it never outlives its bound. */
final class ProgramProcess {
  private static final int MOST_SECONDS = 120;
  private static final int SIGINT = 2;

  private ProgramProcess() {}

  /** The words that start it. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "clickahead.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it; it is killed if it still runs after two minutes. */
  static Process start(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return process;
  }

  /** Sends it Ctrl-C's signal. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    String kill = "kill -INT " + process.pid();
    new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor();
  }

  /**
   * Skips a test that cannot interrupt: without a shell, or where this JVM was started with the
   * signal ignored (as a background job of a script is), which its children inherit.
   */
  static void assumeInterruptible() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "signals are sent with the shell's kill");
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElse("0");
      assumeFalse(
          new BigInteger(ignored, 16).testBit(SIGINT - 1),
          "this JVM was started with SIGINT ignored, and so would be every process that it starts");
    }
  }
}
