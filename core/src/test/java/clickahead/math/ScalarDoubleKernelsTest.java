package clickahead.math;

class ScalarDoubleKernelsTest extends KernelsContract {
  @Override
  Kernels kernels() {
    return new ScalarKernels(Double.BYTES);
  }
}
