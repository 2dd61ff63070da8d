package clickahead.math;

class ScalarFloatKernelsTest extends KernelsContract {
  @Override
  Kernels kernels() {
    return new ScalarKernels(Float.BYTES);
  }
}
