package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
  private static final String NAME = "libexample.so";
  private final byte[] content = new byte[300_000];
  @TempDir private Path temp;
  private Path folder;
  private URL resource;

  @BeforeEach
  void packALibraryIntoAJar() throws IOException {
    new Random(7).nextBytes(content);
    Path jar = temp.resolve("library.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("native/" + NAME));
      zip.write(content);
      zip.closeEntry();
    }
    resource = URI.create("jar:" + jar.toUri() + "!/native/" + NAME).toURL();
    folder = temp.resolve("cache/onednn");
  }

  @Test
  void extractsTheLibraryAndNothingBesideIt() throws IOException {
    Path library = new LibraryCache(folder).extract(resource, NAME);
    assertThat(library).isEqualTo(folder.resolve(NAME)).hasBinaryContent(content);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(library));
  }

  @Test
  void replacesATruncatedLeftOver() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(NAME), Arrays.copyOf(content, 1000));
    assertThat(new LibraryCache(folder).extract(resource, NAME)).hasBinaryContent(content);
  }

  @Test
  void doesNotExtractAgainWhatIsComplete() throws IOException {
    Path library = new LibraryCache(folder).extract(resource, NAME);
    FileTime longAgo = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(library, longAgo);
    new LibraryCache(folder).extract(resource, NAME);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
  }

  @Test
  void removesWhatAKilledProcessLeftAndSparesWhatALivingOneWrites() throws IOException {
    Files.createDirectories(folder);
    Path abandoned = Files.write(folder.resolve(NAME + "1.part"), content);
    Path growing = Files.write(folder.resolve(NAME + "2.part"), content);
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    new LibraryCache(folder).extract(resource, NAME);
    assertThat(abandoned).doesNotExist();
    assertThat(growing).exists();
  }

  @Test
  void extractsOnceForManyAtOnce() throws InterruptedException, ExecutionException {
    Callable<Path> task = () -> new LibraryCache(folder).extract(resource, NAME);
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (Future<Path> done : executor.invokeAll(Collections.nCopies(32, task))) {
        assertThat(done.get()).hasBinaryContent(content);
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void leavesNothingBehindWhereTheLibraryCannotBeMovedIntoPlace() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve(NAME).resolve("full"));
    assertThatThrownBy(() -> new LibraryCache(folder).extract(resource, NAME))
        .isInstanceOf(IOException.class);
    assertThat(inTheWay).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void saysWhereAFolderCannotBeMade() throws IOException {
    Path file = Files.write(temp.resolve("file"), content);
    assertThatThrownBy(() -> new LibraryCache(file.resolve("cache")).extract(resource, NAME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
