package clickahead.train;

import clickahead.graph.Optimizer;
import clickahead.math.OptimizerKernels;

/**
 * Adagrad (Duchi et al. 2011) as GRU4Rec has it: the constant 1e-6 stands inside the root, and
 * momentum, where it is used, is applied to the scaled step.
 */
public final class Adagrad implements Optimizer {
  private final OptimizerKernels kernels;
  private final double learningRate;
  private final double momentum;

  /**
   * An optimiser.
   *
   * @param learningRate above 0
   * @param momentum 0 to below 1; 0 needs no plane for the velocity
   */
  public Adagrad(OptimizerKernels kernels, double learningRate, double momentum) {
    this.kernels = kernels;
    this.learningRate = learningRate;
    this.momentum = momentum;
  }

  /** Weights, accumulator, and velocity where there is momentum. */
  @Override
  public int planes() {
    return planes(momentum);
  }

  /** Planes that a momentum needs. */
  public static int planes(double momentum) {
    return momentum == 0 ? 2 : 3;
  }

  @Override
  public void update(long[] planes, long gradient, long count) {
    if (momentum == 0) {
      kernels.adagrad(planes[0], planes[1], gradient, count, learningRate);
    } else {
      kernels.adagradMomentum(
          planes[0], planes[1], planes[2], gradient, count, learningRate, momentum);
    }
  }

  @Override
  public void updateRows(long table, long rowStride, int[] rows, int n, long gradient, int width) {
    kernels.adagradRows(table, rowStride, rows, n, gradient, width, learningRate, momentum);
  }
}
