package clickahead.example;

import clickahead.config.Parameter;
import clickahead.data.Catalog;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.AttentionWeights;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import clickahead.train.SequenceKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The example of docs/add-a-model.md: the clicked items as a bag, pooled by attention. */
public final class AttentionBag extends SequenceKind<AttentionBag.Settings> {

  // example: kind
  /** The kind, for the service loader. */
  public AttentionBag() {
    super("attention-bag", "The clicked items as a bag, pooled by attention", Settings.class);
  }

  // example: end

  // example: parameters
  /** Its parameters. */
  public record Settings(
      @Parameter(fixed = true, defaultValue = "64", min = 1, text = "Size of the items' embedding.")
          int embeddingSize,
      @Parameter(
              defaultValue = "0.25",
              min = 0,
              max = 1,
              belowMax = true,
              text = "Share of the embedding's elements that are dropped in training.")
          double dropoutProb,
      SequenceTraining training)
      implements SequenceParameters {

    @Override
    public SequenceModel model(Workspace space, Catalog catalog, int planes) {
      return Network.zeros(space, catalog.size(), this, planes);
    }
  }

  // example: end

  // example: network
  /**
   * Its network: additive attention of the last item over all items so far, whose weighted mean
   * goes through a linear layer and is scored by the items' embedding.
   *
   * @param items rows of the items [N, E]
   * @param query of the last item [E, E]
   * @param keys of the items that are attended to [E, E]
   * @param attention the attention's own, v [1, E]
   * @param output from the weighted mean to the vector that is scored [E, E]
   */
  record Network(
      ItemTable items,
      DenseMatrix query,
      DenseMatrix keys,
      AttentionWeights attention,
      DenseMatrix output,
      double dropout,
      boolean itemBias)
      implements SequenceModel {

    static Network zeros(Workspace space, int items, Settings p, int planes) {
      int units = p.embeddingSize();
      return new Network(
          new ItemTable(space.arena(), space.compute(), items, units, planes),
          new DenseMatrix(space, 1, units, units, true, planes),
          new DenseMatrix(space, 1, units, units, false, planes),
          new AttentionWeights(
              new DenseMatrix(space, 1, 1, units, false, planes), /* softmax */ true, false),
          new DenseMatrix(space, 1, units, units, true, planes),
          p.dropoutProb(),
          p.training().itemBias());
    }

    @Override
    public Rows layOut(SequenceGraph graph) {
      Rows clicks = graph.items(items, dropout);
      Rows asked = graph.linear(graph.outputs(clicks), query);
      Rows bag = graph.attention(asked, graph.linear(clicks, keys), clicks, attention);
      return graph.linear(bag, output);
    }

    @Override
    public Map<String, DenseMatrix> matrices() {
      Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
      matrices.put("attention.query", query);
      matrices.put("attention.keys", keys);
      matrices.put("attention.v", attention.v());
      matrices.put("output", output);
      return matrices;
    }
  }
  // example: end
}
