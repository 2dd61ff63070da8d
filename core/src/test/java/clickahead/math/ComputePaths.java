package clickahead.math;

import java.util.ArrayList;
import java.util.List;

/** All ways to compute that this machine has, the double-precision oracle first. */
public final class ComputePaths {
  private ComputePaths() {}

  /** The oracle in double precision. */
  public static Compute oracle() {
    return new Compute(new ScalarKernels(8), new ScalarProducts(8));
  }

  /** Every combination. */
  public static List<Compute> all() {
    List<Compute> paths = new ArrayList<>();
    paths.add(oracle());
    paths.add(new Compute(new ScalarKernels(4), new ScalarProducts(4)));
    paths.add(new Compute(new VectorKernels(), new ScalarProducts(4)));
    paths.add(new Compute(new VectorKernels(), new VectorProducts()));
    if (OneDnn.problem().isEmpty()) {
      paths.add(new Compute(new VectorKernels(), new OneDnnProducts()));
    }
    return paths;
  }
}
