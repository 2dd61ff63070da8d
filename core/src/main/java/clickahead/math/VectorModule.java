package clickahead.math;

import java.util.Optional;

/**
 * Whether this process has the module of the Vector API, which a JVM loads only on request. No
 * class that uses the Vector API may be touched where it is absent.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Why the Vector API cannot be used; empty where it can. */
  public static Optional<Unavailable> problem() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unavailable(
            "the module " + NAME + " is not loaded", "Run java with --add-modules " + NAME));
  }
}
