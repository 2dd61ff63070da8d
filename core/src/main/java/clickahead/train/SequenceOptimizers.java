package clickahead.train;

import clickahead.graph.Turn;
import clickahead.math.Compute;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * What a model's record has of the steps, for who goes on with it.
   *
   * @param epoch the running one, from 1
   * @param step the next mini-batch
   * @param batches mini-batches of the epoch so far
   */
  Map<String, Object> record(int epoch, long step, long batches) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("steps", step);
    record.put("optimizer_steps", optimizer.steps(step));
    List<Long> missed = missed(epoch, step - batches, batches);
    if (missed.stream().anyMatch(steps -> steps > 0)) {
      record.put(TrainingStart.MISSED, missed);
    }
    return record;
  }

  /** Steps that each network has not moved in so far. */
  private List<Long> missed(int epoch, long firstStep, long batches) {
    List<Turn> now = isFineTuning(epoch) ? List.of(Turn.TOGETHER) : turns.of(epoch);
    List<Long> missed = new ArrayList<>();
    for (int n = 0; n < turns.networks(); n++) {
      int network = n;
      boolean moves = now.stream().anyMatch(turn -> turn.moves(network));
      long before = turns.missed(network, epoch, firstStep - start.firstStep());
      missed.add(start.missedBy(network) + before + (moves ? 0 : batches));
    }
    return missed;
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
              int network = Math.max(0, turn.moving());
              long missed = start.missedBy(network) + turns.missed(network, epoch, before);
              return new OfTurn(turn, all.missing(missed), all);
            })
        .toList();
  }
}
