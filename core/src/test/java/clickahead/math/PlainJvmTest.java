package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a JVM that was started without any of our flags. */
class PlainJvmTest {
  private static final List<String> PRODUCT = List.of("19.0", "22.0", "43.0", "50.0");
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @TempDir private Path temp;

  @Test
  void multipliesAndNamesTheMissingFlagInOneLine() throws IOException, InterruptedException {
    ForkedJvm output = run();
    assertThat(output.exit()).as("exit, with %s", output).isZero();
    assertThat(output.out()).isEqualTo(PRODUCT);
    assertThat(output.err()).filteredOn(line -> line.contains(FLAG)).hasSize(1);
    String expected = OneDnn.problem().isEmpty() ? "oneDNN" : "scalar loops";
    assertThat(output.err())
        .filteredOn(line -> line.contains("matrix products: " + expected))
        .hasSize(1);
  }

  @Test
  void multipliesWithScalarLoopsWhereNothingElseIsThere() throws IOException, InterruptedException {
    ForkedJvm output = run("-D" + OneDnnFiles.FOLDER_PROPERTY + "=" + temp);
    assertThat(output.exit()).as("exit, with %s", output).isZero();
    assertThat(output.out()).isEqualTo(PRODUCT);
    assertThat(output.err())
        .filteredOn(line -> line.contains("matrix products: scalar loops"))
        .singleElement()
        .asString()
        .contains("oneDNN, the fastest, is not used: no libdnnl", temp.toString());
    assertThat(output.err()).filteredOn(line -> line.contains(FLAG)).hasSize(1);
  }

  @Test
  void failsWithReasonAndCureWhereThePropertyForcesWhatIsNotThere()
      throws IOException, InterruptedException {
    ForkedJvm output = run("-D" + ProductsChoice.PROPERTY + "=vector");
    assertThat(output.exit()).isEqualTo(1);
    assertThat(output.out()).isEmpty();
    assertThat(output.err())
        .filteredOn(line -> line.contains("clickahead.products is 'vector'"))
        .singleElement()
        .asString()
        .contains(FLAG);
  }

  @Test
  void usesVectorsWithTheFlagWhereOneDnnIsNotThere() throws IOException, InterruptedException {
    Assumptions.assumeTrue(VectorModule.problem().isEmpty(), "the Vector API is not loaded");
    ForkedJvm output =
        run(
            "--add-modules",
            "jdk.incubator.vector",
            "-D" + OneDnnFiles.FOLDER_PROPERTY + "=" + temp);
    assertThat(output.out()).isEqualTo(PRODUCT);
    assertThat(output.err())
        .filteredOn(line -> line.contains("matrix products: Vector API"))
        .hasSize(1);
    assertThat(output.err()).noneMatch(line -> line.contains(FLAG));
  }

  @Test
  void failsWithReasonAndCureWhereTheWidthOfVectorsIsNone()
      throws IOException, InterruptedException {
    ForkedJvm output =
        run("--add-modules", "jdk.incubator.vector", "-D" + VectorWidth.PROPERTY + "=100");
    assertThat(output.exit()).isEqualTo(1);
    assertThat(output.err())
        .filteredOn(
            line ->
                line.contains(
                    "IllegalArgumentException: clickahead.vector.bits is '100', expected 128"))
        .hasSize(1);
  }

  private ForkedJvm run(String... flags) throws IOException, InterruptedException {
    return ForkedJvm.run(temp, PlainJvm.class, List.of(flags));
  }
}
