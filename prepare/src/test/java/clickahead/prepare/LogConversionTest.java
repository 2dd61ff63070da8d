package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions tell how far they are, and leave nothing half-written. */
class LogConversionTest extends PreparationContract {

  private void prepareLog(int events) throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < events; i++) {
      lines.add("session " + i / 4 + ",item-" + i * 7919L % 100_003 + "," + i);
    }
    prepare(options(file("log.csv", lines.toArray(String[]::new))));
  }

  private static TargetForm form(LogTarget target) {
    return new TargetForm(target, true, 50, AtomicTypes.OWN);
  }

  @ParameterizedTest
  @EnumSource
  void tellsHowManyEventsAreWritten(LogTarget target) throws Exception {
    prepareLog(12);
    List<Long> heard = new ArrayList<>();
    Map<String, SessionLog> parts =
        target.isAtomic()
            ? new TreeMap<>(Map.of("train", dataset.train(), "test", dataset.train()))
            : Map.of("train", dataset.train());
    LogConversion.write(
        dataset.catalog(), parts, form(target), folder.resolve("written"), false, heard::add);
    assertThat(heard)
        .isEqualTo(target.isAtomic() ? List.of(4L, 8L, 12L, 16L, 20L, 24L) : List.of(4L, 8L, 12L));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    prepareLog(4);
    Catalog catalog = dataset.catalog();
    Map<String, SessionLog> parts = Map.of("train", dataset.train());
    Path out = folder.resolve("log.csv/converted");
    assertThatThrownBy(
            () ->
                LogConversion.write(
                    catalog, parts, form(LogTarget.JSONL), out, false, events -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(out + " could not be written: ")
        .hasMessageEndingWith("the permissions of " + out.getParent());
  }

  /** A limit on the size of files stands for a disk that is full. */
  @Test
  void parquetOnADiskThatIsFullIsAnErrorThatLeavesNothing() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/prlimit")), "skipped: no prlimit");
    prepareLog(100_000);
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder.resolve("out").toString(),
                folder.resolve("log.parquet").toString())
            .redirectOutput(said.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isEqualTo(1);
    assertThat(said).content().contains("log.parquet could not be written: DuckDB says: ");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("log.csv", "out", "said.txt");
  }

  /** Converts a data set in a process that may write no file of more than 64 KB. */
  static final class FullDisk {
    private FullDisk() {}

    public static void main(String[] arguments) throws Exception {
      // DuckDB unpacks its library when it is first used
      DriverManager.getConnection("jdbc:duckdb:").close();
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("/usr/bin/prlimit", "--fsize=65536", "--pid", self).start().waitFor();
      Dataset dataset = Dataset.open(Path.of(arguments[0]));
      LogConversion.write(
          dataset.catalog(),
          Map.of("train", dataset.train()),
          form(LogTarget.PARQUET),
          Path.of(arguments[1]),
          false,
          events -> {});
    }
  }
}
