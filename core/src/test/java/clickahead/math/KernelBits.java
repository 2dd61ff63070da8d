package clickahead.math;

import java.lang.foreign.Arena;
import java.util.List;

/** Prints what vector kernels give, bit for bit, to be compared between two ways to run them. */
final class KernelBits {
  private KernelBits() {}

  /** One line per kernel. */
  public static void main(String[] arguments) {
    lines(new VectorKernels(), 1).forEach(System.out::println);
  }

  /** Name and hash of the results of the last of some calls. */
  static List<String> lines(Kernels kernels, int calls) {
    return KernelsContract.typical().stream()
        .map(each -> each.name() + ": " + bits(each, kernels, calls))
        .toList();
  }

  private static int bits(KernelCase each, Kernels kernels, int calls) {
    try (Arena arena = Arena.ofConfined()) {
      long[] at = each.lay(kernels, arena);
      for (int call = 1; call <= calls; call++) {
        each.refill(kernels, at);
        each.call().on(kernels, at);
      }
      return each.bits(kernels, at);
    }
  }
}
