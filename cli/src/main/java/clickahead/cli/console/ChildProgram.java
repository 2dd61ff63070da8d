package clickahead.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A command in a process of its own: its memory is its own, the compiler has seen nothing else, and
 * what brings it down leaves the others alone. It ends when the program that started it is gone.
 */
public final class ChildProgram {
  private static final String CHILD = "clickahead.child";

  /** By its name: it knows all commands, and these know this class. */
  private static final String MAIN = "clickahead.cli.Main";

  /** A property: further words for the child's JVM. */
  public static final String OPTIONS = "clickahead.child.options";

  private static final int ERROR_BYTES = 4000;

  private final Console console;

  /** A command whose remarks go to a console. */
  public ChildProgram(Console console) {
    this.console = console;
  }

  /**
   * How a command ended.
   *
   * @param exitCode as the command line documents them
   * @param out what it wrote to stdout
   * @param problem the last line on stderr
   * @param bytes most anonymous memory that it had, if it is known
   */
  public record Ending(int exitCode, String out, String problem, OptionalLong bytes) {}

  /**
   * Runs a command to its end; what it remarks goes to this console.
   *
   * @param stop ends the command too
   */
  public Ending run(List<String> command, StopRequest stop) throws IOException {
    List<String> words = new ArrayList<>(java());
    words.addAll(command);
    Process process = new ProcessBuilder(words).start();
    // The handle's: the process's own would close its streams, and end it before it could save.
    stop.act(process.toHandle()::destroy);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PeakMemory memory = PeakMemory.of(process.pid())) {
      Thread remarks =
          new Thread(() -> copy(process.getErrorStream(), err, new WithoutNotice(console.err())));
      remarks.start();
      copy(process.getInputStream(), out, OutputStream.nullOutputStream());
      int exitCode = process.waitFor();
      remarks.join();
      return new Ending(
          exitCode,
          out.toString(StandardCharsets.UTF_8),
          lastLine(err.toString(StandardCharsets.UTF_8)),
          memory.bytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it waited for: " + ShellWords.quote(command), e);
    } finally {
      stop.act(() -> {});
      process.destroyForcibly();
    }
  }

  /** Leaves out what the JVM says first, and has said of this program already. */
  private static final class WithoutNotice extends FilterOutputStream {
    private static final String NOTICE = "WARNING: Using incubator modules";

    private final StringBuilder first = new StringBuilder();
    private boolean passed;

    WithoutNotice(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      if (passed) {
        out.write(b);
        return;
      }
      first.append((char) b);
      boolean may = NOTICE.startsWith(first.toString()) || first.indexOf(NOTICE) == 0;
      if (may && b != '\n') {
        return;
      }
      passed = true;
      if (!may) {
        out.write(first.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** The words that start this program as it was started itself. */
  private static List<String> java() {
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    List<String> words = new ArrayList<>(List.of(java));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // An agent, such as a debugger, listens where only one can.
        .filter(word -> !word.startsWith("-agentlib") && !word.startsWith("-javaagent"))
        .forEach(words::add);
    words.addAll(
        Stream.of(System.getProperty(OPTIONS, "").split(" ")).filter(w -> !w.isEmpty()).toList());
    words.add("-D" + CHILD + "=true");
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return words;
  }

  /**
   * In such a process: ends it when the program that started it, and with it this pipe, is gone;
   * and leaves out what that program says of the machine itself.
   */
  public static void endWithParent() {
    if (!Boolean.getBoolean(CHILD)) {
      return;
    }
    Logger.getLogger("").setLevel(Level.WARNING);
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // As good as its end.
              }
              Runtime.getRuntime().halt(Failures.INTERRUPTED);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void copy(InputStream from, ByteArrayOutputStream kept, OutputStream to) {
    byte[] piece = new byte[ERROR_BYTES];
    try {
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        kept.write(piece, 0, n);
        to.write(piece, 0, n);
        to.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (before, line) -> line);
  }
}
