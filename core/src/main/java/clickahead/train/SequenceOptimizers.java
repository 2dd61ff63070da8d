package clickahead.train;

import clickahead.graph.Turn;
import clickahead.math.Compute;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import java.util.List;

/**
 * What moves the weights of a sequence model in each epoch: which networks have their turn, and at
 * which learning rate, that of the training or of the fine-tuning behind it.
 */
final class SequenceOptimizers {
  private final SequenceTraining training;
  private final TrainingStart start;
  private final TrainingTurns turns;
  private final AdaptiveOptimizer optimizer;
  private final AdaptiveOptimizer fineTuner;

  /** A turn, the optimiser of what moves, and that of what the networks share. */
  record OfTurn(Turn turn, AdaptiveOptimizer own, AdaptiveOptimizer shared) {}

  /**
   * @param start steps that were made before
   * @param planned mini-batches of all epochs before the fine-tuning; of no meaning where the
   *     learning rate stays
   */
  SequenceOptimizers(
      SequenceParameters parameters, TrainingStart start, long planned, Compute compute) {
    training = parameters.training();
    this.start = start;
    turns = new TrainingTurns(parameters.strategy(), parameters.networks(), training.epochs());
    optimizer = optimizer(LearningRate.of(training, start.firstStep(), planned), compute);
    fineTuner = optimizer(LearningRate.constant(fineTuningRate()), compute);
  }

  private double fineTuningRate() {
    return training.fineTuning().fineTuneLearningRate().orElse(training.learningRate());
  }

  private AdaptiveOptimizer optimizer(LearningRate rate, Compute compute) {
    AdaptiveOptimizer.Settings settings =
        new AdaptiveOptimizer.Settings(
            training.learner(),
            training.learner().parameter(List.of(), 0),
            training.learner().parameter(List.of(), 1),
            0,
            false,
            training.weightDecay(),
            training.clipGradNorm());
    return new AdaptiveOptimizer(
        compute.kernels().optimizers(), settings, rate, start.optimizerSteps() - start.firstStep());
  }

  /** Planes of a parameter: 1 for the weights and one per kind of state. */
  int planes() {
    return optimizer.planes();
  }

  /** Steps that the optimiser's state has seen before a step. */
  long steps(long step) {
    return optimizer.steps(step);
  }

  /** Is an epoch, from 1, part of the fine-tuning? */
  boolean isFineTuning(int epoch) {
    return training.fineTuning().extraEpochs() > 0 && epoch > training.epochs();
  }

  /** The largest learning rate of an epoch, from 1. */
  double learningRate(int epoch) {
    return isFineTuning(epoch) ? fineTuningRate() : training.learningRate();
  }

  /** Epochs before the first in which the last network moves. */
  int epochsBeforeTheLast() {
    return turns.epochsBeforeTheLast();
  }

  /**
   * The turns that each mini-batch of an epoch goes through; their optimisers know how many steps
   * their weights have not moved in.
   *
   * @param epoch from 1
   * @param firstStep number of its first mini-batch
   */
  List<OfTurn> of(int epoch, long firstStep) {
    AdaptiveOptimizer all = isFineTuning(epoch) ? fineTuner : optimizer;
    long before = firstStep - start.firstStep();
    return turns.of(epoch).stream()
        .map(
            turn -> {
              long missed = turns.missed(Math.max(0, turn.moving()), epoch, before);
              return new OfTurn(turn, all.missing(missed), all);
            })
        .toList();
  }
}
