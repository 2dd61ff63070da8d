package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.GruWeights;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the networks that stand side by side in {@link Gru4RecF}: GRU layers over the items of a
 * session, over their features, or over both.
 *
 * @param name of its layers' weights
 * @param items rows of the items that are fed; null if none are
 * @param features the features that are fed; null if none are
 * @param layers its GRU layers
 */
public record StateNetwork(
    String name, ItemTable items, FeatureInputs features, List<GruWeights> layers) {

  /** Lays out layers of zero over what is fed. */
  static StateNetwork zeros(
      Workspace space,
      String name,
      ItemTable items,
      FeatureInputs features,
      Gru4RecFParameters p,
      int planes) {
    int inputs = (items == null ? 0 : items.units()) + (features == null ? 0 : features.units());
    List<GruWeights> layers = new ArrayList<>();
    for (int l = 0; l < p.numLayers(); l++) {
      int before = l == 0 ? inputs : p.hiddenSize();
      layers.add(
          GruWeights.zeros(space, before, p.hiddenSize(), Cell.RESET_AFTER, false, false, planes));
    }
    return new StateNetwork(name, items, features, List.copyOf(layers));
  }

  /**
   * Lays the network out.
   *
   * @param dropout share of the elements of the items' rows that are dropped in training
   * @return the last layer's states at the outputs
   */
  Rows layOut(SequenceGraph graph, double dropout) {
    Rows x = items == null ? null : graph.items(items, dropout);
    if (features != null) {
      Rows f = features.layOut(graph);
      x = x == null ? f : graph.concatenate(x, f);
    }
    for (GruWeights layer : layers) {
      x = graph.gru(x, layer);
    }
    return graph.outputs(x);
  }
}
