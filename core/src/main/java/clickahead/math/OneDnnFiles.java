package clickahead.math;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Where the native libraries of oneDNN lie: a folder that the user named, or the class path. */
final class OneDnnFiles {
  /** System property: a folder that holds the libraries, used instead of the bundled ones. */
  static final String FOLDER_PROPERTY = "clickahead.onednn.dir";

  private static final String BUILD = "META-INF/maven/org.bytedeco/dnnl/pom.properties";

  private OneDnnFiles() {}

  /**
   * The folder with the libraries of this platform, extracted from the class path where needed.
   *
   * @throws IOException if they are not on the class path, or no folder can be written
   */
  static Path folder(NativePlatform platform) throws IOException {
    String named = System.getProperty(FOLDER_PROPERTY);
    if (named != null) {
      Path folder = Path.of(named);
      if (!Files.isRegularFile(folder.resolve(platform.oneDnn()))) {
        throw new IOException(
            "no " + platform.oneDnn() + " in the folder " + folder + " (" + FOLDER_PROPERTY + ")");
      }
      return folder;
    }
    URL oneDnn = resource(platform, platform.oneDnn());
    URL openMp = resource(platform, platform.openMp());
    Path cache = cacheFolder(System.getProperty("os.name"), System.getenv());
    try {
      return extract(cache.resolve(name(platform, oneDnn)), platform, oneDnn, openMp);
    } catch (IOException | SecurityException e) {
      Path folder = Files.createTempDirectory("clickahead-onednn");
      folder.toFile().deleteOnExit();
      folder.resolve(platform.oneDnn()).toFile().deleteOnExit();
      folder.resolve(platform.openMp()).toFile().deleteOnExit();
      return extract(folder, platform, oneDnn, openMp);
    }
  }

  private static Path extract(Path folder, NativePlatform platform, URL oneDnn, URL openMp)
      throws IOException {
    LibraryCache cache = new LibraryCache(folder);
    cache.extract(openMp, platform.openMp());
    cache.extract(oneDnn, platform.oneDnn());
    return folder;
  }

  private static URL resource(NativePlatform platform, String fileName) throws IOException {
    String name = platform.resources() + "/" + fileName;
    URL resource = OneDnnFiles.class.getClassLoader().getResource(name);
    if (resource == null) {
      throw new IOException("no " + name + " on the class path");
    }
    return resource;
  }

  /** Version, platform and length: another build of oneDNN gets a folder of its own. */
  private static String name(NativePlatform platform, URL oneDnn) throws IOException {
    Properties build = new Properties();
    try (InputStream in = OneDnnFiles.class.getClassLoader().getResourceAsStream(BUILD)) {
      if (in != null) {
        build.load(in);
      }
    }
    String version = build.getProperty("version", "unknown");
    return "onednn-" + version + "-" + platform.name() + "-" + LibraryCache.length(oneDnn);
  }

  /**
   * The user's folder for data that can be made again.
   *
   * @throws IOException if there is none
   */
  static Path cacheFolder(String osName, Map<String, String> environment) throws IOException {
    String named = environment.get("XDG_CACHE_HOME");
    if (named != null && Path.of(named).isAbsolute()) {
      return Path.of(named, "clickahead");
    }
    Path home = Path.of(System.getProperty("user.home", ""));
    if (!home.isAbsolute()) {
      throw new IOException("no home folder: user.home is '" + home + "'");
    }
    return osName.startsWith("Mac")
        ? home.resolve("Library/Caches/clickahead")
        : home.resolve(".cache/clickahead");
  }
}
