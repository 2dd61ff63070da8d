package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.DenseMatrix;
import clickahead.graph.FeatureColumn;
import clickahead.graph.GruWeights;
import clickahead.graph.ItemTable;
import clickahead.graph.Rows;
import clickahead.graph.SequenceGraph;
import clickahead.graph.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GRU4Rec with item features, as RecBole has it after Hidasi et al. (RecSys 2016): one GRU over the
 * items' embeddings and one over their features' side by side; a linear layer takes both states to
 * the embedding's size, and the items' embedding scores.
 *
 * @param items rows of the items [N, E]
 * @param features the features, by name
 * @param featureTables a row for each value of each feature [V, E], by name
 * @param itemLayers GRU layers over the items
 * @param featureLayers GRU layers over the features
 * @param projection from both states to the embedding's size [E, 2 D], the items' first
 * @param dropout share of the items' embedding's elements that are dropped in training
 * @param itemBias do the items have a bias?
 */
public record Gru4RecF(
    ItemTable items,
    Map<String, FeatureColumn> features,
    Map<String, ItemTable> featureTables,
    List<GruWeights> itemLayers,
    List<GruWeights> featureLayers,
    DenseMatrix projection,
    double dropout,
    boolean itemBias)
    implements SequenceModel {

  /**
   * Lays out weights of zero.
   *
   * @param items N
   * @param features the features, by name, in the order in which they are concatenated
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Gru4RecF zeros(
      Workspace space,
      int items,
      Map<String, FeatureColumn> features,
      Gru4RecFParameters p,
      int planes) {
    int size = p.embeddingSize();
    Map<String, ItemTable> tables = new LinkedHashMap<>();
    features.forEach(
        (name, column) ->
            tables.put(
                name, new ItemTable(space.arena(), space.compute(), column.size(), size, planes)));
    return new Gru4RecF(
        new ItemTable(space.arena(), space.compute(), items, size, planes),
        features,
        tables,
        layers(space, size, p, planes),
        layers(space, features.size() * size, p, planes),
        new DenseMatrix(space, 1, size, 2 * p.hiddenSize(), true, planes),
        p.dropoutProb(),
        p.training().itemBias());
  }

  private static List<GruWeights> layers(
      Workspace space, int inputs, Gru4RecFParameters p, int planes) {
    List<GruWeights> layers = new ArrayList<>();
    for (int l = 0; l < p.numLayers(); l++) {
      int before = l == 0 ? inputs : p.hiddenSize();
      layers.add(
          GruWeights.zeros(space, before, p.hiddenSize(), Cell.RESET_AFTER, false, false, planes));
    }
    return layers;
  }

  @Override
  public Rows layOut(SequenceGraph graph) {
    Rows x = graph.items(items, dropout);
    for (GruWeights layer : itemLayers) {
      x = graph.gru(x, layer);
    }
    Rows[] parts =
        features.keySet().stream()
            .map(name -> graph.features(features.get(name), featureTables.get(name)))
            .toArray(Rows[]::new);
    Rows f = parts.length == 1 ? parts[0] : graph.concatenate(parts);
    for (GruWeights layer : featureLayers) {
      f = graph.gru(f, layer);
    }
    return graph.linear(graph.concatenate(graph.outputs(x), graph.outputs(f)), projection);
  }

  @Override
  public Map<String, DenseMatrix> matrices() {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    SequenceLayers.addTo(matrices, "item_gru", itemLayers);
    SequenceLayers.addTo(matrices, "feature_gru", featureLayers);
    matrices.put("projection", projection);
    return matrices;
  }

  @Override
  public Map<String, ItemTable> tables() {
    Map<String, ItemTable> tables = new LinkedHashMap<>();
    tables.put("items", items);
    featureTables.forEach((name, table) -> tables.put("features." + name, table));
    return tables;
  }
}
