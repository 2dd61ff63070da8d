package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.GruWeights;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GRU4Rec with gradient through time, as RecBole has it after Tan, Xu and Liu (DLRS 2016): item
 * embedding, dropout, reset-after GRU layers without biases, a linear layer back to the embedding's
 * size, and scores by the same embedding.
 *
 * @param items rows of the items [N, E]
 * @param layers GRU layers
 * @param projection from the last layer's state to the embedding's size
 * @param dropout share of the embedding's elements that are dropped in training
 * @param itemBias do the items have a bias?
 */
public record Gru4RecSeq(
    ItemTable items,
    List<GruWeights> layers,
    DenseMatrix projection,
    double dropout,
    boolean itemBias)
    implements SequenceModel {

  /**
   * Lays out weights of zero.
   *
   * @param items N
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Gru4RecSeq zeros(Workspace space, int items, Gru4RecSeqParameters p, int planes) {
    List<GruWeights> layers = new ArrayList<>();
    for (int l = 0; l < p.numLayers(); l++) {
      int inputs = l == 0 ? p.embeddingSize() : p.hiddenSize();
      layers.add(
          GruWeights.zeros(
              space, inputs, p.hiddenSize(), Cell.RESET_AFTER, false, p.gruBias(), planes));
    }
    return new Gru4RecSeq(
        new ItemTable(space.arena(), space.compute(), items, p.embeddingSize(), planes),
        List.copyOf(layers),
        new DenseMatrix(space, 1, p.embeddingSize(), p.hiddenSize(), true, planes),
        p.dropoutProb(),
        p.itemBias());
  }

  @Override
  public Rows layOut(SequenceGraph graph) {
    Rows x = graph.items(items, dropout);
    for (GruWeights layer : layers) {
      x = graph.gru(x, layer);
    }
    return graph.linear(graph.outputs(x), projection);
  }

  @Override
  public Map<String, DenseMatrix> matrices() {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    SequenceLayers.addTo(matrices, "gru", layers);
    matrices.put("projection", projection);
    return matrices;
  }
}
