package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.AttentionWeights;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.GruWeights;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NARM (Li et al., CIKM 2017): GRU layers, whose last state is the global part of a session's
 * vector; additive attention of that state over all states is the local one; both side by side go
 * through the bilinear matrix B (equation 10) and are scored by the items' embedding.
 *
 * @param items rows of the items [N, E]
 * @param layers GRU layers
 * @param keys A of a state that is attended to [D, D]
 * @param query A of the state that attends [D, D]
 * @param attention the attention's own
 * @param bilinear B [E, 2 D], columns of the local part first
 * @param embeddingDropout share of the embedding's elements that are dropped in training
 * @param sessionDropout share of the session vector's
 * @param itemBias do the items have a bias?
 */
public record Narm(
    ItemTable items,
    List<GruWeights> layers,
    DenseMatrix keys,
    DenseMatrix query,
    AttentionWeights attention,
    DenseMatrix bilinear,
    double embeddingDropout,
    double sessionDropout,
    boolean itemBias)
    implements SequenceModel {

  /**
   * Lays out weights of zero.
   *
   * @param items N
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Narm zeros(Workspace space, int items, NarmParameters p, int planes) {
    int units = p.hiddenSize();
    boolean paper = p.variant() == NarmVariant.PAPER;
    List<GruWeights> layers = new ArrayList<>();
    for (int l = 0; l < p.nLayers(); l++) {
      layers.add(
          GruWeights.zeros(
              space,
              l == 0 ? p.embeddingSize() : units,
              units,
              paper ? Cell.RESET_BEFORE : Cell.RESET_AFTER,
              p.hardSigmoid(),
              paper,
              planes));
    }
    return new Narm(
        new ItemTable(space.arena(), space.compute(), items, p.embeddingSize(), planes),
        List.copyOf(layers),
        new DenseMatrix(space, 1, units, units, false, planes),
        new DenseMatrix(space, 1, units, units, false, planes),
        new AttentionWeights(
            new DenseMatrix(space, 1, 1, units, false, planes),
            p.attentionSoftmax(),
            p.hardSigmoid()),
        new DenseMatrix(space, 1, p.embeddingSize(), 2 * units, false, planes),
        p.embeddingDropout(),
        p.sessionDropout(),
        p.itemBias());
  }

  @Override
  public Rows layOut(SequenceGraph graph) {
    Rows states = graph.items(items, embeddingDropout);
    for (GruWeights layer : layers) {
      states = graph.gru(states, layer);
    }
    Rows last = graph.outputs(states);
    Rows local =
        graph.attention(graph.linear(last, query), graph.linear(states, keys), states, attention);
    Rows session = graph.dropout(graph.concatenate(local, last), sessionDropout);
    return graph.linear(session, bilinear);
  }

  @Override
  public Map<String, DenseMatrix> matrices() {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    SequenceLayers.addTo(matrices, "gru", layers);
    matrices.put("attention.keys", keys);
    matrices.put("attention.query", query);
    matrices.put("attention.v", attention.v());
    matrices.put("bilinear", bilinear);
    return matrices;
  }
}
