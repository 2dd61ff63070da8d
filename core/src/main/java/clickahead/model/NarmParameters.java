package clickahead.model;

import clickahead.config.Parameter;
import clickahead.data.Catalog;
import clickahead.graph.Workspace;
import java.util.List;

/** The parameters of {@link Narm}, under RecBole's names. */
public record NarmParameters(
    @Parameter(
            fixed = true,
            defaultValue = "recbole",
            text =
                "recbole: reset-after cells without biases. paper: reset-before cells with biases, as"
                    + " the paper and its authors' code have them.")
        NarmVariant variant,
    @Parameter(fixed = true, defaultValue = "64", min = 1, text = "Size of the items' embedding.")
        int embeddingSize,
    @Parameter(fixed = true, defaultValue = "128", min = 1, text = "Units of each GRU layer.")
        int hiddenSize,
    @Parameter(fixed = true, defaultValue = "1", min = 1, text = "GRU layers.") int nLayers,
    @Parameter(
            defaultValue = "0.25/0.5",
            min = 0,
            max = 1,
            belowMax = true,
            text =
                "Shares of elements that are dropped in training: of the embedding, then of the local"
                    + " and global parts side by side.")
        List<Double> dropoutProbs,
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text =
                "Let an output's attention weights add up to 1 by a softmax, as the authors' code does"
                    + " and the paper and RecBole do not.")
        boolean attentionSoftmax,
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text =
                "Use max(0, min(1, x / 5 + 1 / 2)) for the logistic sigmoid in gates and attention, as"
                    + " the authors' code does. Needs variant=paper.")
        boolean hardSigmoid,
    SequenceTraining training)
    implements SequenceParameters {

  /** Refuses settings that contradict each other. */
  public NarmParameters {
    if (dropoutProbs.size() != 2) {
      throw new IllegalArgumentException(
          "dropout_probs has "
              + dropoutProbs.size()
              + " values and takes two: of the embedding, and of the session's vector. Set for"
              + " example dropout_probs=0.25/0.5");
    }
    if (hardSigmoid && variant != NarmVariant.PAPER) {
      throw new IllegalArgumentException("hard_sigmoid=true needs variant=paper");
    }
  }

  double embeddingDropout() {
    return dropoutProbs.get(0);
  }

  double sessionDropout() {
    return dropoutProbs.get(1);
  }

  @Override
  public SequenceModel model(Workspace space, Catalog catalog, int planes) {
    return Narm.zeros(space, catalog.size(), this, planes);
  }

  boolean itemBias() {
    return training.itemBias();
  }
}
