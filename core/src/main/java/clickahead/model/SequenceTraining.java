package clickahead.model;

import clickahead.config.Parameter;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.sequence.SequenceLoss;
import clickahead.math.Activation;
import clickahead.math.Precision;
import java.util.List;
import java.util.OptionalInt;

/** The parameters of training that all sequence models share, under RecBole's names. */
public record SequenceTraining(
    @Parameter(
            defaultValue = "CE",
            text =
                "What is minimised: CE, the softmax cross-entropy; BPR; BPR-max, which weighs the"
                    + " negatives by their scores; or cosine, the distance to the target's embedding.")
        SequenceLossType lossType,
    @Parameter(
            defaultValue = "none",
            text =
                "With loss_type=cosine: file of a trained model of the same items, whose embeddings are"
                    + " predicted. They stay as they are.")
        ModelPath embeddings,
    @Parameter(
            defaultValue = "auto",
            min = 0,
            text =
                "Negative samples: with CE of each mini-batch, shared by its prefixes beside each"
                    + " other's targets, 0 taking the softmax over all items; with BPR and BPR-max of"
                    + " each prefix, all of them used. auto is 0 for CE, 1 for BPR, 32 for BPR-max.")
        OptionalInt nSample,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            text =
                "Items are sampled with probability support^sample_alpha: 1 popularity, 0 uniform.")
        double sampleAlpha,
    @Parameter(
            defaultValue = "1",
            min = 0,
            text =
                "Weight of the correction of a sampled CE for the popularity of targets and samples"
                    + " (logQ); 0 switches it off.")
        double logq,
    @Parameter(defaultValue = "1", min = 0, text = "Weight of the score regularisation of BPR-max.")
        double bpreg,
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text = "Give each item a bias, which RecBole's models do not have.")
        boolean itemBias,
    @Parameter(
            defaultValue = "50",
            min = 0,
            text = "Events that a prediction looks back at, see length_mode; 0 for all.")
        int maxLength,
    @Parameter(
            defaultValue = "stream",
            text =
                "What max_length means. stream: the state runs on over the whole session, the gradient"
                    + " flows back through at most so many events, and attention looks back at so many."
                    + " window: each prefix is a sequence of its last max_length events, from a state of"
                    + " zero (RecBole's meaning, and more work in long sessions).")
        LengthMode lengthMode,
    @Parameter(
            defaultValue = "2048",
            min = 1,
            text =
                "Prefixes of a mini-batch, about: a session's prefixes that share their events stay"
                    + " together.")
        int trainBatchSize,
    @Parameter(defaultValue = "10", min = 1, text = "Passes over the training sessions.")
        int epochs,
    FineTuning fineTuning,
    DwellWeighting dwell,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text =
                "Share of the clicks that are removed from the training prefixes, others in every"
                    + " epoch; a prefix keeps its target, and is left out where no click is left.")
        double clickDropout,
    TeacherParameters distillation,
    @Parameter(defaultValue = "adam", text = "How the optimiser scales gradients; sgd does not.")
        Adapt learner,
    @Parameter(
            defaultValue = "0.001",
            min = 0,
            aboveMin = true,
            text = "Step size of the optimiser; adadelta ignores it, its own is 1.")
        double learningRate,
    @Parameter(
            defaultValue = "constant",
            text =
                "How the learning rate goes on behind the warm-up, to the last of epochs: constant,"
                    + " linear or cosine, the latter two down to zero.")
        LrSchedule lrSchedule,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of all steps over which the learning rate rises from zero.")
        double warmup,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Weight of L2; item rows shrink where they are touched, with adam it is part of the"
                    + " gradient.")
        double weightDecay,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Gradients are scaled down where the norm of all of a step together is above it; 0 for"
                    + " no limit.")
        double clipGradNorm,
    @Parameter(
            defaultValue = "f32",
            text =
                "What matrix products multiply: f32, bf16 (operands rounded, sums and weights in f32),"
                    + " or auto: bf16 where the CPU has instructions for it.")
        Precision precision,
    @Parameter(
            defaultValue = "42",
            text = "Seed of everything random: one seed and one thread count give the same model.")
        long seed,
    @Parameter(defaultValue = "0", min = 0, text = "Worker threads; 0 uses one per CPU core.")
        int threads) {

  /** Refuses settings that contradict each other. */
  public SequenceTraining {
    if ((lossType == SequenceLossType.COSINE) != embeddings.isGiven()) {
      throw new IllegalArgumentException(
          "loss_type="
              + lossType
              + " with embeddings="
              + embeddings
              + ": loss_type=cosine predicts the embeddings of a trained model, embeddings=FILE, and"
              + " no other loss does");
    }
    if (lossType == SequenceLossType.COSINE && (itemBias || nSample.orElse(0) > 0)) {
      throw new IllegalArgumentException(
          "loss_type=cosine has neither biases nor samples. Leave out item_bias and n_sample");
    }
    if (pairwise(lossType) && nSample.orElse(1) == 0) {
      throw new IllegalArgumentException(
          "n_sample=0 leaves loss_type="
              + lossType
              + " nothing to compare with. Set n_sample=1 or more, or loss_type=CE");
    }
    if (lengthMode == LengthMode.WINDOW && maxLength == 0) {
      throw new IllegalArgumentException(
          "length_mode=window needs a window. Set max_length to 1 or more, or length_mode=stream");
    }
    if (distillation.teacher().isGiven()) {
      checkStudent(lossType, nSample, lengthMode);
    }
  }

  private static boolean pairwise(SequenceLossType lossType) {
    return lossType == SequenceLossType.BPR || lossType == SequenceLossType.BPR_MAX;
  }

  private static void checkStudent(
      SequenceLossType lossType, OptionalInt nSample, LengthMode lengthMode) {
    if (lossType != SequenceLossType.CE || nSample.orElse(0) > 0) {
      throw new IllegalArgumentException(
          "a teacher gives labels to all items. Set loss_type=CE and n_sample=0, or teacher=none");
    }
    if (lengthMode == LengthMode.WINDOW) {
      throw new IllegalArgumentException(
          "a teacher follows whole sessions. Set length_mode=stream, or teacher=none");
    }
  }

  /** Negative samples: of a step with CE, else of each prefix. */
  public int negatives() {
    return nSample.orElse(
        switch (lossType) {
          case CE, COSINE -> 0;
          case BPR -> 1;
          case BPR_MAX -> 32;
        });
  }

  /**
   * What the training minimises.
   *
   * @param supports how often each item occurs in the training log [N]
   */
  public SequenceLoss loss(int[] supports) {
    int n = negatives();
    if (lossType == SequenceLossType.COSINE) {
      return SequenceLoss.embedding();
    }
    if (pairwise(lossType)) {
      Loss loss = lossType == SequenceLossType.BPR ? Loss.BPR : Loss.BPR_MAX;
      LossSettings settings =
          new LossSettings(loss, Activation.LINEAR, bpreg, 0, LogqCorrection.OFF, false, false);
      return new SequenceLoss(settings, itemBias, 0, n);
    }
    if (n == 0) {
      return SequenceLoss.fullSoftmax(itemBias);
    }
    LogqCorrection correction =
        logq == 0 ? LogqCorrection.OFF : new LogqCorrection(supports, logq, sampleAlpha);
    LossSettings settings =
        new LossSettings(Loss.CROSS_ENTROPY, Activation.LINEAR, 0, 0, correction, false, false);
    return new SequenceLoss(settings, itemBias, n, 0);
  }

  /** The models that the training reads: a teacher, and one whose embeddings are predicted. */
  List<ModelPath> otherModels() {
    return List.of(distillation.teacher(), embeddings);
  }
}
