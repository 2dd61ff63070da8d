package clickahead.model;

import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.GruWeights;
import java.util.List;
import java.util.Map;

/** Names of the weights that several sequence models have. */
final class SequenceLayers {
  private SequenceLayers() {}

  /** Adds the matrices of GRU layers: {@code <name>.0.input}, {@code <name>.0.state}, ... */
  static void addTo(Map<String, DenseMatrix> matrices, String name, List<GruWeights> layers) {
    for (int l = 0; l < layers.size(); l++) {
      matrices.put(name + "." + l + ".input", layers.get(l).input());
      matrices.put(name + "." + l + ".state", layers.get(l).state());
    }
  }
}
