package clickahead.math;

import java.util.Locale;
import java.util.Optional;

/**
 * A platform that the oneDNN jars serve.
 *
 * @param name as in the classifier of the jar
 * @param oneDnn file name of oneDNN
 * @param openMp file name of the OpenMP runtime that it was built with
 */
record NativePlatform(String name, String oneDnn, String openMp) {

  /**
   * The platform of these system properties ({@code os.name}, {@code os.arch}), if it is served.
   */
  static Optional<NativePlatform> of(String osName, String osArch) {
    String arch = osArch.toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    boolean x86 = arch.equals("amd64") || arch.equals("x86_64");
    if (osName.equals("Linux") && (arm || x86)) {
      String name = arm ? "linux-arm64" : "linux-x86_64";
      return Optional.of(new NativePlatform(name, "libdnnl.so.3", "libgomp.so.1"));
    }
    if (osName.startsWith("Mac") && arm) {
      return Optional.of(new NativePlatform("macosx-arm64", "libdnnl.3.dylib", "libomp.dylib"));
    }
    return Optional.empty();
  }

  /** The folder of the libraries on the class path. */
  String resources() {
    return "org/bytedeco/dnnl/" + name;
  }
}
