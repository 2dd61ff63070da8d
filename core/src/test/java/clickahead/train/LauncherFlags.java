package clickahead.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags that the launcher passes to a JVM that computes, as {@code bin/jvm.flags} has them. */
public final class LauncherFlags {
  /** For training and prediction. */
  public static final List<String> ALL = read();

  private LauncherFlags() {}

  private static List<String> read() {
    List<String> flags = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector"));
    Path file = Path.of(System.getProperty("clickahead.root"), "bin", "jvm.flags");
    try {
      Files.readAllLines(file).stream().filter(line -> line.startsWith("-")).forEach(flags::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(flags);
  }
}
