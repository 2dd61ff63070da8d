package clickahead.model;

import clickahead.config.Parameter;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.math.Activation;
import clickahead.math.Precision;
import java.util.List;
import java.util.OptionalDouble;

/** The parameters of GRU4Rec and its training, under the names of the official code. */
public record Gru4RecParameters(
    @Parameter(
            defaultValue = "cross-entropy",
            text =
                "What is minimised; xe-logit is the cross-entropy under another official name. Only"
                    + " cross-entropy and bpr-max are worth choosing for accuracy.")
        Loss loss,
    @Parameter(
            defaultValue = "auto",
            text =
                "What becomes of a score x before a pairwise loss sees it: linear, relu, tanh, leaky-X"
                    + " (X x where x is negative), elu-X (X (e^x - 1) there), selu-X-Y (X x, and X Y"
                    + " (e^x - 1) there). softmax and softmax_logit are parts of cross-entropy and"
                    + " xe-logit. auto is these, elu-<elu_param> for bpr-max, linear for the others.")
        FinalActivation finalAct,
    @Parameter(
            fixed = true,
            defaultValue = "100",
            min = 1,
            text = "Units of each GRU layer, first layer first, separated by / or commas.")
        List<Integer> layers,
    @Parameter(
            fixed = true,
            defaultValue = "auto",
            text =
                "Where the GRU's reset gate stands: reset-before the product with the previous state"
                    + " (papers, Theano code), or reset-after it (cuDNN, PyTorch). auto is what the"
                    + " official PyTorch code has: reset-before in the layer behind a one-hot input,"
                    + " reset-after elsewhere.")
        CellChoice cell,
    @Parameter(
            fixed = true,
            defaultValue = "tanh",
            text =
                "Activation of the candidate state: tanh, linear, relu, leaky-X, elu-X or selu-X-Y.")
        Activation hiddenAct,
    @Parameter(
            defaultValue = "32",
            min = 1,
            text = "Sessions in a mini-batch; each is the others' in-batch negative.")
        int batchSize,
    @Parameter(
            defaultValue = "1",
            min = 1,
            text =
                "Clicks of a session, back from the last one fed, through which the gradient of each"
                    + " mini-batch's loss flows. 1, as in the official code, takes the state before"
                    + " the click as given.")
        int bptt,
    @Parameter(defaultValue = "10", min = 1, text = "Passes over the training sessions.")
        int nEpochs,
    @Parameter(
            defaultValue = "false",
            text =
                "Take the sessions in another random order in every epoch, rather than by their "
                    + "first event.")
        boolean trainRandomOrder,
    @Parameter(
            defaultValue = "true",
            text =
                "Take the sessions by the time of their first event. If false, as the log's file has"
                    + " their first rows: by session id where the file is sorted by it, as the"
                    + " official codes sort theirs. Without times, and in random order, it makes no"
                    + " difference.")
        boolean timeSort,
    @Parameter(
            defaultValue = "0.1",
            min = 0,
            aboveMin = true,
            text = "Step size of the optimiser; adadelta ignores it, its own is 1.")
        double learningRate,
    @Parameter(
            defaultValue = "constant",
            text =
                "How the learning rate goes on behind the warm-up, to the last of n_epochs: constant,"
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
            defaultValue = "adagrad",
            text = "How the optimiser scales gradients; sgd does not (None in the official code).")
        Adapt adapt,
    @Parameter(
            defaultValue = "",
            min = 0,
            max = 1,
            belowMax = true,
            text =
                "Decay of rmsprop and adadelta (usually 0.9), or the two of adam and adamw (0.9/0.999);"
                    + " empty for the usual ones.")
        List<Double> adaptParams,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text =
                "Share of the last step that is added to the next one; adam and adamw have their own.")
        double momentum,
    @Parameter(
            defaultValue = "false",
            text =
                "Look ahead along the velocity (Nesterov); needs momentum. The official code's momentum"
                    + " is the classical one.")
        boolean nesterov,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Weight of L2: in each step weights shrink by learning_rate * lmbd, those of items only"
                    + " where they are touched; with adam it is part of the gradient.")
        double lmbd,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Gradients are scaled down where the norm of all of a step together is above it; 0 for"
                    + " no limit.")
        double gradCap,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of the input embedding's elements that are dropped.")
        double dropoutPEmbed,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of each GRU layer's hidden state that is dropped.")
        double dropoutPHidden,
    @Parameter(
            defaultValue = "2048",
            min = 0,
            text = "Negative samples of each mini-batch, shared by its sessions.")
        int nSample,
    @Parameter(
            defaultValue = "0.5",
            min = 0,
            max = 1,
            text =
                "Items are sampled with probability support^sample_alpha: 1 popularity, 0 uniform.")
        double sampleAlpha,
    @Parameter(
            defaultValue = "auto",
            min = 0,
            text =
                "Weight of the correction for the popularity of targets and samples (logQ); 0 switches"
                    + " it off. auto is 1 for cross-entropy and xe-logit, 0 for a full softmax, which"
                    + " needs none, and for the pairwise losses, where it is what the Theano version"
                    + " does (before the activation), without theory.")
        OptionalDouble logq,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text =
                "Share of the target's label that is spread evenly over the other columns, with"
                    + " cross-entropy and xe-logit.")
        double smoothing,
    @Parameter(
            defaultValue = "false",
            text =
                "Leave negatives out that are the session's own target. The official code keeps them.")
        boolean excludeAccidentalHits,
    @Parameter(
            defaultValue = "false",
            text =
                "Take the softmax of cross-entropy or xe-logit over all items, each once: n_sample and"
                    + " in-batch negatives are not used, and every item's row moves in every step.")
        boolean fullSoftmax,
    @Parameter(defaultValue = "1", min = 0, text = "Weight of the score regularisation of bpr-max.")
        double bpreg,
    @Parameter(
            defaultValue = "0.5",
            min = 0,
            text =
                "bpr-max with final_act auto: negative scores x become elu_param * (e^x - 1); 0 leaves"
                    + " them as they are.")
        double eluParam,
    @Parameter(
            fixed = true,
            defaultValue = "true",
            text =
                "One embedding for input and output. If false, embedding says what the input is.")
        boolean constrainedEmbedding,
    @Parameter(
            fixed = true,
            defaultValue = "0",
            text =
                "Size of a separate input embedding, or layersize for that of the first layer; 0 feeds"
                    + " items as one-hot vectors. Needs constrained_embedding=false.")
        EmbeddingSize embedding,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Bound of the uniform (or deviation of the normal) first weights; 0 is Glorot's,"
                    + " sqrt(6 / (rows + columns)) of each gate's block.")
        double sigma,
    @Parameter(defaultValue = "false", text = "Draw the first weights from a normal distribution.")
        boolean initAsNormal,
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
    DwellWeighting dwell,
    @Parameter(defaultValue = "0", min = 0, text = "Worker threads; 0 uses one per CPU core.")
        int threads) {

  /** Refuses settings that contradict each other. */
  public Gru4RecParameters {
    require(!layers.isEmpty(), "layers is empty. Give each layer's units, for example layers=100");
    require(
        !(constrainedEmbedding && embedding.exists()),
        "embedding="
            + embedding
            + " is the size of a separate input embedding, and constrained_embedding=true has none."
            + " Set constrained_embedding=false, or embedding=0");
    require(
        constrainedEmbedding || embedding.exists() || dropoutPEmbed == 0,
        "dropout_p_embed drops elements of the input embedding, and a one-hot input has none. Set"
            + " dropout_p_embed=0, or an embedding");
    adapt.requireFitting(adaptParams, momentum, nesterov);
    finalAct.before(loss, eluParam);
    if (!loss.isSoftmax()) {
      require(smoothing == 0, "smoothing needs loss=cross-entropy or xe-logit. Set smoothing=0");
      require(
          !fullSoftmax,
          "full_softmax needs loss=cross-entropy or xe-logit. Set full_softmax=false");
    }
    if (fullSoftmax) {
      require(
          logq.orElse(0) == 0,
          "logq corrects for sampling, and full_softmax samples nothing. Set logq=0 or auto");
      require(
          !excludeAccidentalHits,
          "exclude_accidental_hits needs negatives, and full_softmax has every item once. Set one of"
              + " the two to false");
    }
  }

  /** Names of the optimiser's states, in the order of their planes behind the weights. */
  List<String> stateNames() {
    return adapt.stateNames(momentum);
  }

  /** A parameter of the scaling: as given, or as usual; 0 where there is none. */
  public double adaptParameter(int index) {
    return adapt.parameter(adaptParams, index);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * The shapes of the weights.
   *
   * @param items N
   */
  public Gru4Rec.Shape shape(int items) {
    return Gru4Rec.Shape.of(this, items);
  }

  /** Negative samples that a step draws: none where the softmax is taken over all items. */
  public int samplesPerStep() {
    return fullSoftmax ? 0 : nSample;
  }

  /**
   * What the training minimises.
   *
   * @param supports how often each item occurs in the training log [N]
   */
  public LossSettings lossSettings(int[] supports) {
    double weight = logq.orElse(loss.isSoftmax() && !fullSoftmax ? 1 : 0);
    return new LossSettings(
        loss,
        finalAct.before(loss, eluParam),
        bpreg,
        smoothing,
        weight == 0 ? LogqCorrection.OFF : new LogqCorrection(supports, weight, sampleAlpha),
        excludeAccidentalHits,
        fullSoftmax);
  }
}
