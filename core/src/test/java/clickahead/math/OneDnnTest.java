package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnTest {
  @TempDir private Path temp;

  @Test
  void isAValueWithReasonAndCureWhereThePlatformIsNotServed() {
    Unavailable problem = OneDnn.load("Solaris", "sparcv9", null).problem().orElseThrow();
    assertThat(problem.reason()).isEqualTo("there is no oneDNN for Solaris on sparcv9");
    assertThat(problem.cure()).contains("Linux (x86_64, arm64)");
  }

  @Test
  void isAValueWhereTheNamedFolderHasNoLibrary() {
    Unavailable problem = OneDnn.load("Linux", "amd64", temp.toString()).problem().orElseThrow();
    assertThat(problem.reason())
        .isEqualTo("no libdnnl.so.3 in the folder " + temp + " (clickahead.onednn.dir)");
    assertThat(problem.cure()).contains("org.bytedeco:dnnl", "linux-x86_64");
  }

  @Test
  void isAValueWhereTheLibraryCannotBeOpened() throws IOException {
    Path library = Files.writeString(temp.resolve("libdnnl.so.3"), "this is no library");
    Unavailable problem = OneDnn.load("Linux", "amd64", temp.toString()).problem().orElseThrow();
    assertThat(problem.reason()).contains(library.toString());
    assertThat(problem.cure()).contains("glibc", "clickahead.onednn.dir");
  }

  @Test
  void isAValueWhereTheNamedFolderIsNoPath() {
    assertThat(OneDnn.load("Linux", "amd64", "a\0b").problem()).isPresent();
  }

  @Test
  void namesOperationStatusAndShapesWhereACallIsRefused() {
    OneDnn.problem().ifPresent(problem -> Assumptions.abort("oneDNN: " + problem));
    Products products = new OneDnnProducts();
    assertThatThrownBy(() -> products.multiply(false, true, 2, 3, 4, 64, 1, 64, 5, 64, 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "dnnl_sgemm returned status \\d+ for a bᵀ: m 2, n 3, k 4, strides 1, 5 and 6");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64, libdnnl.so.3",
    "Linux, aarch64, linux-arm64, libdnnl.so.3",
    "Mac OS X, aarch64, macosx-arm64, libdnnl.3.dylib"
  })
  void hasItsLibrariesOnTheClassPathForEveryPlatformThatIsServed(
      String osName, String osArch, String name, String library) {
    NativePlatform platform = NativePlatform.of(osName, osArch).orElseThrow();
    assertThat(platform.name()).isEqualTo(name);
    assertThat(platform.oneDnn()).isEqualTo(library);
    ClassLoader loader = getClass().getClassLoader();
    assertThat(loader.getResource(platform.resources() + "/" + platform.oneDnn())).isNotNull();
    assertThat(loader.getResource(platform.resources() + "/" + platform.openMp())).isNotNull();
  }

  @Test
  void doesNotTakeAnotherPlatformForOneThatIsServed() {
    assertThat(NativePlatform.of("Mac OS X", "x86_64")).isEmpty();
    assertThat(NativePlatform.of("Linux", "riscv64")).isEmpty();
    assertThat(NativePlatform.of("Windows 11", "amd64")).isEmpty();
  }

  @Test
  void keepsItsLibrariesWhereTheSystemKeepsCaches() throws IOException {
    assertThat(OneDnnFiles.cacheFolder("Linux", null, "/home/u"))
        .isEqualTo(Path.of("/home/u/.cache/clickahead"));
    assertThat(OneDnnFiles.cacheFolder("Linux", "/caches", "/home/u"))
        .isEqualTo(Path.of("/caches/clickahead"));
    assertThat(OneDnnFiles.cacheFolder("Linux", "not/absolute", "/home/u"))
        .isEqualTo(Path.of("/home/u/.cache/clickahead"));
    assertThat(OneDnnFiles.cacheFolder("Mac OS X", null, "/Users/u"))
        .isEqualTo(Path.of("/Users/u/Library/Caches/clickahead"));
    assertThatThrownBy(() -> OneDnnFiles.cacheFolder("Linux", null, "?"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("user.home is '?'");
  }
}
