package clickahead.model;

import clickahead.config.Parameter;
import clickahead.data.Catalog;
import clickahead.graph.Workspace;

/** The parameters of {@link Gru4RecSeq}, under RecBole's names. */
public record Gru4RecSeqParameters(
    @Parameter(fixed = true, defaultValue = "64", min = 1, text = "Size of the items' embedding.")
        int embeddingSize,
    @Parameter(fixed = true, defaultValue = "128", min = 1, text = "Units of each GRU layer.")
        int hiddenSize,
    @Parameter(fixed = true, defaultValue = "1", min = 1, text = "GRU layers.") int numLayers,
    @Parameter(
            defaultValue = "0.3",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of the embedding's elements that are dropped in training.")
        double dropoutProb,
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text = "Give the GRU's gates biases, which RecBole's do not have.")
        boolean gruBias,
    SequenceTraining training)
    implements SequenceParameters {

  @Override
  public SequenceModel model(Workspace space, Catalog catalog, int planes) {
    return Gru4RecSeq.zeros(space, catalog.size(), this, planes);
  }

  boolean itemBias() {
    return training.itemBias();
  }
}
