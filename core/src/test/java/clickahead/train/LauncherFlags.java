package clickahead.train;

import java.util.List;

/** Flags of a JVM like those that the launcher passes. */
public final class LauncherFlags {
  /** For training and prediction. */
  public static final List<String> ALL =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorKernels::*",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorCellKernels::*",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorSequenceCellKernels::*",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorAttentionKernels::*",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorLossKernels::*",
          "-XX:CompileCommand=dontinline,clickahead.math.VectorOptimizerKernels::*",
          "-Xmx512m",
          "-XX:+UseSerialGC");

  private LauncherFlags() {}
}
