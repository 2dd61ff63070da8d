package clickahead.train;

import clickahead.graph.Optimizer;
import clickahead.math.OptimizerKernels;
import clickahead.model.Adapt;
import clickahead.model.Gru4RecParameters;

/**
 * All optimisers of GRU4Rec. A step clips the gradient, scales it by {@link Adapt}, adds L2, and
 * moves the weights, where there is momentum by their velocity. The planes behind the weights are
 * the states of the scaling, then the velocity.
 *
 * <p>L2 (lmbd) is added behind the scaling, as GRU4Rec has it, which for AdamW is its decoupled
 * weight decay; only Adam adds it to the gradient before.
 */
public final class AdaptiveOptimizer implements Optimizer {
  private static final double ADAM_EPSILON = 1e-8;

  private final OptimizerKernels kernels;
  private final Settings settings;
  private final LearningRate rate;
  private final int stateCount;
  private final StepCount count;

  /**
   * What it does besides the learning rate.
   *
   * @param adapt how gradients are scaled
   * @param first decay of RMSProp and Adadelta, β₁ of Adam
   * @param second β₂ of Adam
   * @param momentum 0 to below 1; 0 needs no plane for the velocity
   * @param nesterov look ahead along the velocity?
   * @param lmbd weight of L2
   * @param gradCap largest norm of all gradients together; 0 for none
   */
  public record Settings(
      Adapt adapt,
      double first,
      double second,
      double momentum,
      boolean nesterov,
      double lmbd,
      double gradCap) {

    static Settings of(Gru4RecParameters p) {
      return new Settings(
          p.adapt(),
          p.adaptParameter(0),
          p.adaptParameter(1),
          p.momentum(),
          p.nesterov(),
          p.lmbd(),
          p.gradCap());
    }
  }

  /**
   * How many times the weights have moved before a step.
   *
   * @param each moves in every step
   * @param more moves beside those of the steps before, as of a training that went before; negative
   *     where the weights stood still in some
   */
  record StepCount(int each, long more) {
    /** One move in every step, and some more. */
    static StepCount since(long more) {
      return new StepCount(1, more);
    }

    /**
     * The moves before a step.
     *
     * @param step number of the step since the training began, from 0
     */
    long before(long step) {
      return each * step + more;
    }
  }

  /**
   * An optimiser.
   *
   * @param count of the moves that its state has seen, which Adam's correction goes by
   */
  AdaptiveOptimizer(
      OptimizerKernels kernels, Settings settings, LearningRate rate, StepCount count) {
    this.count = count;
    this.kernels = kernels;
    this.settings = settings;
    this.rate = settings.adapt() == Adapt.ADADELTA ? LearningRate.constant(1) : rate;
    stateCount = settings.adapt().states();
  }

  /** Adagrad with a constant rate, and classical momentum. */
  public static AdaptiveOptimizer adagrad(OptimizerKernels kernels, double rate, double momentum) {
    return constant(kernels, new Settings(Adapt.ADAGRAD, 0, 0, momentum, false, 0, 0), rate);
  }

  /** An optimiser with a constant rate. */
  public static AdaptiveOptimizer constant(
      OptimizerKernels kernels, Settings settings, double rate) {
    return new AdaptiveOptimizer(
        kernels, settings, LearningRate.constant(rate), StepCount.since(0));
  }

  @Override
  public int planes() {
    return 1 + stateCount + (settings.momentum() > 0 ? 1 : 0);
  }

  @Override
  public double gradientCap() {
    return settings.gradCap();
  }

  @Override
  public void update(long[] planes, long gradient, long count, long step, double scale) {
    long second = planes.length > 2 ? planes[2] : 0;
    long first = planes.length > 1 ? planes[1] : 0;
    long velocity = planes[planes.length - 1];
    update(
        planes[0],
        first,
        second,
        velocity,
        gradient,
        count,
        scale,
        rate.at(step),
        correction(settings.first(), step),
        correction(settings.second(), step),
        ADAM_EPSILON);
  }

  @Override
  public void updateRows(
      long table,
      long rowStride,
      int[] rows,
      int n,
      long gradient,
      int width,
      long step,
      double scale) {
    if (settings.adapt() == Adapt.ADAGRAD
        && settings.lmbd() == 0
        && !settings.nesterov()
        && scale == 1) {
      kernels.adagradRows(
          table, rowStride, rows, n, gradient, width, rate.at(step), settings.momentum());
      return;
    }
    long bytes = (long) kernels.elementBytes() * width;
    long last = (planes() - 1) * bytes;
    // Once for all rows: the powers would take longer than a row.
    double move = rate.at(step);
    double firstCorrection = correction(settings.first(), step);
    double secondCorrection = correction(settings.second(), step);
    // PyTorch's Adam for sparse gradients adds the constant before the second correction.
    double epsilon = ADAM_EPSILON / Math.sqrt(secondCorrection);
    for (int i = 0; i < n; i++) {
      long value = table + rows[i] * rowStride * kernels.elementBytes();
      update(
          value,
          value + bytes,
          value + 2 * bytes,
          value + last,
          gradient + i * bytes,
          width,
          scale,
          move,
          firstCorrection,
          secondCorrection,
          epsilon);
    }
  }

  private void update(
      long value,
      long first,
      long second,
      long velocity,
      long gradient,
      long count,
      double scale,
      double move,
      double firstCorrection,
      double secondCorrection,
      double epsilon) {
    if (scale != 1) {
      kernels.mix(gradient, gradient, count, scale, 0);
    }
    if (settings.adapt() == Adapt.ADAM && settings.lmbd() > 0) {
      kernels.mix(gradient, value, count, 1, settings.lmbd());
    }
    adapt(first, second, gradient, count, firstCorrection, secondCorrection, epsilon);
    double decay = settings.adapt() == Adapt.ADAM ? 0 : settings.lmbd();
    if (settings.momentum() > 0) {
      kernels.moveWithMomentum(
          value, velocity, gradient, count, move, decay, settings.momentum(), settings.nesterov());
    } else {
      kernels.mix(value, gradient, count, 1 - move * decay, -move);
    }
  }

  private void adapt(
      long first,
      long second,
      long gradient,
      long count,
      double firstCorrection,
      double secondCorrection,
      double epsilon) {
    switch (settings.adapt()) {
      case SGD -> {}
      case ADAGRAD -> kernels.scaleByAdagrad(first, gradient, count);
      case RMSPROP -> kernels.scaleByRmsprop(first, gradient, count, settings.first());
      case ADADELTA -> kernels.scaleByAdadelta(first, second, gradient, count, settings.first());
      case ADAM, ADAMW ->
          kernels.scaleByAdam(
              first,
              second,
              gradient,
              count,
              settings.first(),
              settings.second(),
              firstCorrection,
              secondCorrection,
              epsilon);
    }
  }

  /** The same for weights that have moved more often or less; of no meaning but to Adam. */
  AdaptiveOptimizer counting(StepCount other) {
    boolean matters = !other.equals(count) && settings.adapt().isAdam();
    return matters ? new AdaptiveOptimizer(kernels, settings, rate, other) : this;
  }

  /** How many times the weights have moved before a step. */
  long steps(long step) {
    return count.before(step);
  }

  /** Of Adam: 1 - β to the number of steps that the state has seen once this one is done. */
  private double correction(double beta, long step) {
    return settings.adapt().isAdam() ? 1 - StrictMath.pow(beta, steps(step) + 1.0) : 1;
  }
}
