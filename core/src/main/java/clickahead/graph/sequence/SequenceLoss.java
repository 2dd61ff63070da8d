package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;

/**
 * What a sequence plan minimises: the mean over all outputs.
 *
 * @param settings the loss
 * @param itemBias do items have a bias?
 * @param samples negatives that all outputs share, beside each other's targets; none where the
 *     softmax is taken over all items
 * @param ownNegatives negatives that each output has for itself, and no others; 0 for shared ones
 * @param cosine is it the distance to the target's embedding instead, and are the items' rows
 *     constants of length 1, as the outputs are?
 */
public record SequenceLoss(
    LossSettings settings, boolean itemBias, int samples, int ownNegatives, boolean cosine) {

  /** Refuses what no loss can do. */
  public SequenceLoss {
    Loss loss = settings.loss();
    if (ownNegatives > 0 && loss != Loss.BPR && loss != Loss.BPR_MAX) {
      throw new IllegalArgumentException(loss + " has shared negatives, none for each output");
    }
    if (!loss.isSoftmax() && settings.logq().isOn()) {
      throw new IllegalArgumentException("logQ corrects a softmax, not " + loss);
    }
  }

  /** A loss over scores. */
  public SequenceLoss(LossSettings settings, boolean itemBias, int samples, int ownNegatives) {
    this(settings, itemBias, samples, ownNegatives, false);
  }

  /** Distance to the target's embedding. */
  public static SequenceLoss embedding() {
    return new SequenceLoss(LossSettings.of(Loss.CROSS_ENTROPY), false, 0, 0, true);
  }

  /** Softmax over all items. */
  public static SequenceLoss fullSoftmax(boolean itemBias) {
    return new SequenceLoss(
        new LossSettings(
            Loss.CROSS_ENTROPY,
            clickahead.math.Activation.LINEAR,
            0,
            0,
            LogqCorrection.OFF,
            false,
            true),
        itemBias,
        0,
        0);
  }

  /** The step's rows of the scored table. */
  TouchedRows rows(Workspace space, ItemTable table, SequenceShape shape) {
    if (settings.fullSoftmax()) {
      return TouchedRows.all(space, table);
    }
    long most = shape.outputs() * (1L + ownNegatives) + samples + shape.events();
    return TouchedRows.distinct(space, table, (int) Math.min(most, table.items()));
  }

  /**
   * Lays the loss out.
   *
   * @param labels a teacher's, for a softmax over all items; null without one
   */
  OutputLoss in(
      Workspace space,
      Rows.Reader output,
      ItemTable table,
      TouchedRows rows,
      SequenceShape shape,
      SoftLabels labels) {
    if (labels != null && !settings.fullSoftmax()) {
      throw new IllegalArgumentException(
          "a teacher's labels are those of a softmax over all items");
    }
    if (cosine) {
      return new CosineLoss(space, output, table, rows);
    }
    return ownNegatives > 0
        ? new OwnNegativeScores(space, output, table, rows, this, shape)
        : new OutputScores(space, output, table, rows, this, shape, labels);
  }
}
