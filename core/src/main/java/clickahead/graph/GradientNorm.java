package clickahead.graph;

import clickahead.math.Worker;

/**
 * The Euclidean norm of all gradients of a step together, which every worker knows a part of, and
 * the factor that brings it down to a cap (Pascanu et al. 2013).
 */
public final class GradientNorm {
  private final double[] squares;

  /** Of so many workers. */
  public GradientNorm(int workers) {
    squares = new double[workers];
  }

  /**
   * The factor of the gradients; to be called by all workers, and all get the same.
   *
   * @param own sum of the squares of this worker's gradients
   * @param cap largest norm
   */
  public double scale(Worker worker, double own, double cap) {
    squares[worker.index()] = own;
    worker.barrier();
    double sum = 0;
    for (double each : squares) {
      sum += each;
    }
    double norm = Math.sqrt(sum);
    return norm >= cap ? cap / norm : 1;
  }
}
