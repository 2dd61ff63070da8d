package clickahead.model;

import clickahead.config.Parameter;
import clickahead.math.Precision;
import java.util.List;

/** The parameters of GRU4Rec and its training, under the names of the official code. */
public record Gru4RecParameters(
    @Parameter(
            defaultValue = "cross-entropy",
            text = "What is minimised: cross-entropy or bpr-max.")
        Loss loss,
    @Parameter(
            defaultValue = "100",
            min = 1,
            text = "Units of each GRU layer, first layer first, separated by / or commas.")
        List<Integer> layers,
    @Parameter(
            defaultValue = "32",
            min = 1,
            text = "Sessions in a mini-batch; each is the others' in-batch negative.")
        int batchSize,
    @Parameter(defaultValue = "10", min = 1, text = "Passes over the training sessions.")
        int nEpochs,
    @Parameter(
            defaultValue = "false",
            text =
                "Take the sessions in another random order in every epoch, rather than by their "
                    + "first event.")
        boolean trainRandomOrder,
    @Parameter(
            defaultValue = "0.1",
            min = 0,
            aboveMin = true,
            text = "Step size of the optimiser (Adagrad).")
        double learningRate,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of the last step that is added to the next one (classical momentum).")
        double momentum,
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
            defaultValue = "1",
            min = 0,
            text =
                "Weight of the correction for the samples' popularity (logQ) in the cross-entropy; "
                    + "0 switches it off.")
        double logq,
    @Parameter(defaultValue = "1", min = 0, text = "Weight of the score regularisation of bpr-max.")
        double bpreg,
    @Parameter(
            defaultValue = "0.5",
            min = 0,
            text =
                "bpr-max: negative scores x become elu_param * (e^x - 1); 0 leaves them as they are.")
        double eluParam,
    @Parameter(
            defaultValue = "true",
            text = "One embedding for input and output. Always on in this version.")
        boolean constrainedEmbedding,
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
        int threads) {}
