package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs bin/clickahead in a folder of its own, with a JDK and a Maven that only record calls. */
class LauncherTest {
  private static final String[] TOOLS = {
    "cat",
    "dirname",
    "find",
    "grep",
    "head",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "rmdir",
    "sed",
    "sh",
    "sleep",
    "touch",
    "tput",
    "uname"
  };

  @TempDir private Path temp;
  private Path root;
  private Path tools;
  private Path jdk;
  private Path builds;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "the launcher needs a POSIX shell");
    root = Files.createDirectories(temp.resolve("a folder/clickahead"));
    Path original = Path.of(System.getProperty("clickahead.root"));
    Files.createDirectories(root.resolve("bin"));
    for (String file : new String[] {"bin/clickahead", "bin/jdk.sh", "bin/jvm.flags"}) {
      Files.copy(original.resolve(file), root.resolve(file));
    }
    for (String module : new String[] {"core", "prepare", "cli"}) {
      Files.createDirectories(root.resolve(module + "/src/main"));
      Files.writeString(root.resolve(module + "/pom.xml"), "");
    }
    Files.writeString(root.resolve("pom.xml"), "");
    tools = Files.createDirectories(temp.resolve("tools"));
    for (String tool : TOOLS) {
      wrapTool(tool);
    }
    jdk = temp.resolve("jdk");
    script(jdk.resolve("bin/javac"), "");
    script(jdk.resolve("bin/java"), "for a in \"$@\"; do printf '%s\\n' \"$a\"; done");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    builds = temp.resolve("builds");
    maven("mkdir -p cli/target/lib; touch cli/target/clickahead.jar");
  }

  private void wrapTool(String tool) throws IOException {
    for (String folder : new String[] {"/usr/bin", "/bin"}) {
      Path file = Path.of(folder, tool);
      if (Files.exists(file) && !Files.exists(tools.resolve(tool))) {
        script(tools.resolve(tool), "exec " + file + " \"$@\"");
      }
    }
  }

  private void maven(String body) throws IOException {
    script(tools.resolve("mvn"), "echo built >>'" + builds + "'\n" + body);
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments)).toList());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("HOME", temp.toString());
    return builder.directory(temp.toFile()).start();
  }

  private static Run end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    return end(start(root.resolve("bin/clickahead"), arguments));
  }

  private long builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void theFirstStartBuildsWithOneLineAndPassesTheArgumentsOn() throws Exception {
    Run first = run("recommend", "a model", "--items", "A 1,@x");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).startsWith("clickahead: building, once").hasLineCount(1);
    assertThat(first.out())
        .contains("--add-modules=jdk.incubator.vector\n")
        .contains("-jar\n" + root.toRealPath().resolve("cli/target/clickahead.jar") + "\n")
        .endsWith("\nrecommend\na model\n--items\nA 1,@x\n");
    Run second = run("info");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aNewerSourceIsBuilt() throws Exception {
    run();
    Path source = Files.writeString(root.resolve("core/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run().err()).isEqualTo("clickahead: building what has changed ...\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void itFindsItsFolderThroughSymbolicLinks() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), root.resolve("bin/clickahead"));
    Path relative = Files.createSymbolicLink(temp.resolve("relative"), Path.of("link"));
    Run run = end(start(relative, "info"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(root.resolve("cli/target/launcher.stamp")).exists();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    Path search = root.resolve("bin/jdk.sh");
    Files.writeString(search, Files.readString(search).replace("needed=25", "needed=9999"));
    Run run = run("demo");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("clickahead: needs JDK 9999 or newer, and found none")
        .contains("https://adoptium.net")
        .contains("JAVA_HOME");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Run run = run("demo");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("clickahead: needs Maven 3.8 or newer").contains("Install it");
  }

  @Test
  void aFailedBuildNamesTheLogAndShowsItsErrors() throws Exception {
    maven("echo '[ERROR] no such dependency'; exit 1");
    Run run = run("demo");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("the build failed; the full log is " + root.toRealPath() + "/build/launcher.log")
        .endsWith("[ERROR] no such dependency\n");
    assertThat(root.resolve("build/launcher.lock")).doesNotExist();
  }

  @Test
  void ofTwoFirstStartsOneBuildsAndTheOtherWaits() throws Exception {
    Path go = temp.resolve("go");
    maven(
        "until [ -f '"
            + go
            + "' ]; do sleep 0.05; done; mkdir -p cli/target/lib; touch cli/target/clickahead.jar");
    Process one = start(root.resolve("bin/clickahead"), "info");
    assertThat(one.errorReader(StandardCharsets.UTF_8).readLine()).contains("building, once");
    Process two = start(root.resolve("bin/clickahead"), "info");
    assertThat(two.errorReader(StandardCharsets.UTF_8).readLine())
        .contains("waiting for the build");
    Files.createFile(go);
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theLockOfALauncherThatIsGoneIsTakenOver() throws Exception {
    Path lock = Files.createDirectories(root.resolve("build/launcher.lock"));
    Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    Run run = run("info");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(lock).doesNotExist();
  }
}
