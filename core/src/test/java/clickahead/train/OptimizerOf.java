package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.Gru4RecParameters;

/** The optimiser that a trainer would have with these parameters and a rate that stays. */
public final class OptimizerOf {
  private OptimizerOf() {}

  /** Makes it. */
  public static AdaptiveOptimizer parameters(Gru4RecParameters parameters, Compute compute) {
    return new AdaptiveOptimizer(
        compute.kernels().optimizers(),
        AdaptiveOptimizer.Settings.of(parameters),
        LearningRate.constant(parameters.learningRate()),
        AdaptiveOptimizer.StepCount.since(0));
  }
}
