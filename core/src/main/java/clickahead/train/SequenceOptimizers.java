package clickahead.train;

import clickahead.graph.Optimizer;
import clickahead.graph.Turn;
import clickahead.math.Compute;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import clickahead.model.TrainingStrategy;
import clickahead.train.AdaptiveOptimizer.StepCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What moves the weights of a sequence model in each epoch: which networks have their turn, and at
 * which learning rate, that of the training or of the fine-tuning behind it.
 */
final class SequenceOptimizers {
  private static final String STEPS = "steps";

  private final SequenceTraining training;
  private final TrainingTurns turns;
  private final AdaptiveOptimizer optimizer;
  private final AdaptiveOptimizer fineTuner;

  /**
   * Steps before the running epoch in which each network did not move, and what they share; less
   * those in which it moved more than once.
   */
  private final long[] missed;

  /**
   * A turn, and the optimiser of each network, or of what is {@link Turn#SHARED}. It knows how many
   * steps the state of its weights has seen.
   */
  record OfTurn(Turn turn, IntFunction<Optimizer> optimizers) {}

  /**
   * @param start steps that were made before
   * @param planned mini-batches of all epochs before the fine-tuning; of no meaning where the
   *     learning rate stays
   */
  SequenceOptimizers(
      SequenceParameters parameters, TrainingStart start, long planned, Compute compute) {
    training = parameters.training();
    turns = new TrainingTurns(parameters.strategy(), parameters.networks(), training.epochs());
    missed = new long[turns.networks() + 1];
    Arrays.setAll(missed, start::missedBy);
    long before = start.optimizerSteps() - start.firstStep();
    LearningRate rate = LearningRate.of(training, start.firstStep(), planned);
    optimizer = optimizer(rate, before, compute);
    fineTuner = optimizer(LearningRate.constant(fineTuningRate()), before, compute);
  }

  private double fineTuningRate() {
    return training.fineTuning().fineTuneLearningRate().orElse(training.learningRate());
  }

  private AdaptiveOptimizer optimizer(LearningRate rate, long before, Compute compute) {
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
        compute.kernels().optimizers(), settings, rate, StepCount.since(before));
  }

  /** In residual training a network adds nothing to the scores before its turn. */
  void silence(SequenceModel first) {
    if (turns.strategy() == TrainingStrategy.RESIDUAL) {
      IntStream.range(1, turns.networks()).forEach(first::silence);
    }
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
    record.put(STEPS, step);
    record.put("optimizer_steps", optimizer.steps(step));
    long[] all = missed.clone();
    addTo(all, epoch, batches);
    if (Arrays.stream(all).anyMatch(steps -> steps != 0)) {
      record.put(TrainingStart.MISSED, Arrays.stream(all).boxed().toList());
    }
    return record;
  }

  /**
   * Goes on in an epoch.
   *
   * @param record what {@link #record} had when it was left
   * @param batches mini-batches of the epoch so far
   */
  void restore(Map<String, Object> record, int epoch, long batches) {
    List<Long> before = TrainingStart.missed(record);
    Arrays.setAll(missed, i -> i < before.size() ? before.get(i) : 0);
    addTo(missed, epoch, -batches);
  }

  /**
   * Goes on with the state that an earlier epoch left: nothing has moved in the steps since then.
   *
   * @param record what {@link #record} had then
   * @param step the next mini-batch
   */
  void goBackTo(Map<String, Object> record, long step) {
    List<Long> before = TrainingStart.missed(record);
    long since = step - ((Number) record.get(STEPS)).longValue();
    Arrays.setAll(missed, i -> since + (i < before.size() ? before.get(i) : 0));
  }

  /** Counts the mini-batches of an epoch that has ended. */
  void endEpoch(int epoch, long batches) {
    addTo(missed, epoch, batches);
  }

  private void addTo(long[] counts, int epoch, long batches) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += batches * (1 - turns.moves(owner(i), epoch));
    }
  }

  /** Behind the networks stands what they share. */
  private int owner(int i) {
    return i < turns.networks() ? i : Turn.SHARED;
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
   * The turns that each mini-batch of an epoch goes through.
   *
   * @param epoch from 1
   * @param first its first mini-batch, since the training began
   */
  List<OfTurn> of(int epoch, long first) {
    AdaptiveOptimizer all = isFineTuning(epoch) ? fineTuner : optimizer;
    Map<StepCount, Optimizer> distinct = new HashMap<>();
    int[] movesBefore = new int[missed.length];
    List<OfTurn> passes = new ArrayList<>();
    for (Turn turn : turns.of(epoch)) {
      Optimizer[] each = new Optimizer[missed.length];
      for (int i = 0; i < each.length; i++) {
        // What stands still in the epoch has no moves to count, and its optimiser is not used.
        int moves = Math.max(1, turns.moves(owner(i), epoch));
        long seen = all.steps(first) - missed[i] + movesBefore[i];
        each[i] =
            distinct.computeIfAbsent(new StepCount(moves, seen - moves * first), all::counting);
        movesBefore[i] += turn.moves(owner(i)) ? 1 : 0;
      }
      passes.add(new OfTurn(turn, owner -> each[owner == Turn.SHARED ? each.length - 1 : owner]));
    }
    return passes;
  }
}
