package clickahead.model;

import clickahead.config.Parameter;
import clickahead.data.Catalog;
import clickahead.graph.FeatureColumn;
import clickahead.graph.Pooling;
import clickahead.graph.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of {@link Gru4RecF}, under RecBole's names. */
public record Gru4RecFParameters(
    @Parameter(
            defaultValue = "64",
            min = 1,
            text = "Size of the items' embedding, and of each feature's.")
        int embeddingSize,
    @Parameter(defaultValue = "128", min = 1, text = "Units of each layer of both GRUs.")
        int hiddenSize,
    @Parameter(defaultValue = "1", min = 1, text = "Layers of each of the two GRUs.") int numLayers,
    @Parameter(
            defaultValue = "0.3",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of the items' embedding's elements that are dropped in training.")
        double dropoutProb,
    @Parameter(
            defaultValue = "class:token_seq",
            text =
                "Item columns that are features, separated by / or commas, with what they hold: token"
                    + " (one value, the default), token_seq (values separated by spaces), float (a"
                    + " number as it is) or normalized (less the mean, divided by the deviation).")
        SelectedFeatures selectedFeatures,
    @Parameter(
            defaultValue = "sum",
            text = "What becomes of the embeddings of several values: their sum, mean or maximum.")
        Pooling poolingMode,
    SequenceTraining training)
    implements SequenceParameters {

  @Override
  public SequenceModel model(Workspace space, Catalog catalog, int planes) {
    Map<String, FeatureColumn> columns = new LinkedHashMap<>();
    for (SelectedFeatures.Feature feature : selectedFeatures.features()) {
      columns.put(feature.column(), CatalogFeatures.of(catalog, feature, poolingMode));
    }
    return Gru4RecF.zeros(space, catalog.size(), columns, this, planes);
  }
}
