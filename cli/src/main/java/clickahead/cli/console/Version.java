package clickahead.cli.console;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar states it, and what it runs on. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "clickahead " + Objects.requireNonNullElse(version, "(not packaged)"),
      "JVM ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
    };
  }
}
