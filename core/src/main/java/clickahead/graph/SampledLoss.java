package clickahead.graph;

import clickahead.math.Worker;

/**
 * A loss over the scores of a mini-batch's distinct items: the targets of all slots and the
 * negative samples, or all items. Equal items are one row with a weight, which is exact: each
 * slot's loss is a sum over items, and equal items have equal scores.
 */
public interface SampledLoss {

  /** Sets this worker's {@link ScoreBlock#weights} from how often its items stand where. */
  void prepare(Worker worker, ScoreBlock block);

  /** Works on this worker's scores; may wait for the others. */
  void forward(Worker worker, MiniBatch batch, ScoreBlock block);

  /**
   * Turns scores into gradients, with {@link ScoreBlock#scale} as factor of each column (zero for
   * slots without a session), and adds the losses of the targets that this worker owns to {@link
   * ScoreBlock#loss}. All gradients are divided by B, also when fewer slots hold a session.
   */
  void backward(Worker worker, MiniBatch batch, ScoreBlock block);
}
