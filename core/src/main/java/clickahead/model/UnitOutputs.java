package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import java.util.Map;

/**
 * A model whose outputs have length 1. Where the items' rows have too, scores are cosines, in
 * training, ranking and serving.
 *
 * @param model what gives the outputs
 */
public record UnitOutputs(SequenceModel model) implements SequenceModel {
  @Override
  public ItemTable items() {
    return model.items();
  }

  @Override
  public boolean itemBias() {
    return model.itemBias();
  }

  @Override
  public int unitsOfEach() {
    return model.unitsOfEach();
  }

  @Override
  public Rows layOut(SequenceGraph graph) {
    return graph.unit(model.layOut(graph));
  }

  @Override
  public Map<String, DenseMatrix> matrices() {
    return model.matrices();
  }

  @Override
  public void silence(int network) {
    model.silence(network);
  }

  @Override
  public Map<String, ItemTable> tables() {
    return model.tables();
  }
}
