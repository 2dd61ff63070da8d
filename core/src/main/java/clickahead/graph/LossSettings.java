package clickahead.graph;

import clickahead.math.Activation;

/**
 * Everything that decides what a plan minimises.
 *
 * @param loss which loss
 * @param activation what the scores pass before a pairwise loss sees them; linear for the softmax
 *     losses, whose softmax is part of the loss
 * @param bpreg weight of the score regularisation of BPR-max
 * @param smoothing share of the label that is spread over the other columns, for softmax losses
 * @param logq correction for the popularity of the negatives
 * @param excludeAccidentalHits are negatives equal to a slot's own target left out for that slot?
 * @param fullSoftmax is the softmax taken over all items instead of targets and samples?
 */
public record LossSettings(
    Loss loss,
    Activation activation,
    double bpreg,
    double smoothing,
    LogqCorrection logq,
    boolean excludeAccidentalHits,
    boolean fullSoftmax) {

  /** Refuses what no loss can do. */
  public LossSettings {
    if (loss.isSoftmax() && !activation.isLinear()) {
      throw new IllegalArgumentException(
          loss + " takes the scores as they are, not after " + activation);
    }
    if (!loss.isSoftmax() && (fullSoftmax || smoothing != 0)) {
      throw new IllegalArgumentException(loss + " has neither a full softmax nor smoothed labels");
    }
    if (fullSoftmax && logq.isOn()) {
      throw new IllegalArgumentException(
          "a softmax over all items needs no correction for samples");
    }
  }

  /** A loss without options, on scores as they are. */
  public static LossSettings of(Loss loss) {
    return new LossSettings(loss, Activation.LINEAR, 0, 0, LogqCorrection.OFF, false, false);
  }

  /** The operator, laid out. */
  public SampledLoss in(Workspace space) {
    return switch (loss) {
      case CROSS_ENTROPY, XE_LOGIT -> new CrossEntropy(space, this);
      case TOP1 -> new Top1(space, this);
      case BPR -> new Bpr(space, this);
      case TOP1_MAX -> new Top1Max(space, this);
      case BPR_MAX -> new BprMax(space, this);
    };
  }
}
