package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * GRU4Rec with item features: RecBole's form, and the six architectures of Hidasi et al. (RecSys
 * 2016), see {@link FeatureArchitecture}. RecBole's scores with the embedding of the items that it
 * feeds. The paper's have output weights of their own, with the h of each network a weighted part
 * of the scores: Σ_k w_k h_k · W_k[i] where each network has a W_k, (Σ_k w_k h_k) · W[i] where they
 * share one. With interaction the first network, that of the items, is as before, and the others'
 * h_k are h_1 ∘ h_k.
 *
 * @param architecture how the networks stand together
 * @param items the rows that score: [N, E] as they are fed in RecBole's form, else one W_k behind
 *     the other [N, K D], or the shared one [N, D]
 * @param inputs the rows of the items that are fed [N, E]; null if none are
 * @param features the features that are fed; null if none are
 * @param networks K networks, that over the items first
 * @param weights what each network's state is multiplied with before it scores [K]
 * @param projection in RecBole's form from all states to the embedding's size [E, K D], the items'
 *     first; else null
 * @param dropout share of the elements of the fed items' rows that are dropped in training
 * @param itemBias do the items have a bias?
 */
public record Gru4RecF(
    FeatureArchitecture architecture,
    ItemTable items,
    ItemTable inputs,
    FeatureInputs features,
    List<StateNetwork> networks,
    List<Double> weights,
    DenseMatrix projection,
    double dropout,
    boolean itemBias)
    implements SequenceModel {

  /**
   * Lays out weights of zero.
   *
   * @param items N
   * @param features the features that are fed, with as many planes; null if none are
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Gru4RecF zeros(
      Workspace space, int items, FeatureInputs features, Gru4RecFParameters p, int planes) {
    FeatureArchitecture architecture = p.architecture();
    int size = p.embeddingSize();
    boolean tied = architecture == FeatureArchitecture.RECBOLE;
    ItemTable fed = architecture.feedsItems() ? table(space, items, size, planes) : null;
    List<StateNetwork> networks = networks(space, fed, features, p, planes);
    int states = networks.size() * p.hiddenSize();
    int scored = architecture.scoredStates(networks.size()) * p.hiddenSize();
    return new Gru4RecF(
        architecture,
        tied ? fed : table(space, items, scored, planes),
        fed,
        features,
        networks,
        p.weightOfEach(),
        tied ? new DenseMatrix(space, 1, size, states, true, planes) : null,
        p.dropoutProb(),
        p.training().itemBias());
  }

  private static ItemTable table(Workspace space, int items, int units, int planes) {
    return new ItemTable(space.arena(), space.compute(), items, units, planes);
  }

  private static List<StateNetwork> networks(
      Workspace space, ItemTable fed, FeatureInputs features, Gru4RecFParameters p, int planes) {
    if (p.architecture() == FeatureArchitecture.CONCATENATED) {
      return List.of(StateNetwork.zeros(space, "gru", fed, features, p, planes));
    }
    List<StateNetwork> networks = new ArrayList<>();
    if (fed != null) {
      networks.add(StateNetwork.zeros(space, "item_gru", fed, null, p, planes));
    }
    if (features != null && p.networkPerFeature()) {
      features
          .each()
          .forEach(
              (name, each) ->
                  networks.add(
                      StateNetwork.zeros(space, "feature_gru." + name, null, each, p, planes)));
    } else if (features != null) {
      networks.add(StateNetwork.zeros(space, "feature_gru", null, features, p, planes));
    }
    return List.copyOf(networks);
  }

  @Override
  public Rows layOut(SequenceGraph graph) {
    Rows[] states =
        networks.stream()
            .map(network -> graph.network(() -> network.layOut(graph, dropout)))
            .toArray(Rows[]::new);
    return switch (architecture) {
      case RECBOLE -> graph.linear(sideBySide(graph, states), projection);
      case PARALLEL_SHARED -> graph.weightedSum(weights, states);
      case PARALLEL_INTERACTION -> {
        Rows[] scored = states.clone();
        for (int k = 1; k < states.length; k++) {
          scored[k] = graph.product(states[0], states[k]);
        }
        yield weighted(graph, scored);
      }
      default -> weighted(graph, states);
    };
  }

  private Rows weighted(SequenceGraph graph, Rows[] states) {
    Rows[] weighted =
        IntStream.range(0, states.length)
            .mapToObj(k -> weighted(graph, states[k], weights.get(k)))
            .toArray(Rows[]::new);
    return sideBySide(graph, weighted);
  }

  private static Rows weighted(SequenceGraph graph, Rows state, double weight) {
    return weight == 1 ? state : graph.weightedSum(List.of(weight), state);
  }

  private static Rows sideBySide(SequenceGraph graph, Rows[] states) {
    return states.length == 1 ? states[0] : graph.concatenate(states);
  }

  @Override
  public int unitsOfEach() {
    boolean own = architecture.scoredStates(networks.size()) > 1;
    boolean tied = projection != null;
    return own && !tied ? items.units() / networks.size() : 0;
  }

  @Override
  public void silence(int network) {
    DenseMatrix gates = networks.get(network).layers().getLast().input();
    int candidate = gates.blocks() - 1;
    for (int unit = 0; unit < gates.blockRows(); unit++) {
      for (int k = 0; k < gates.inputs(); k++) {
        gates.put(candidate, unit, k, 0);
      }
    }
  }

  @Override
  public Map<String, DenseMatrix> matrices() {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    networks.forEach(network -> SequenceLayers.addTo(matrices, network.name(), network.layers()));
    if (projection != null) {
      matrices.put("projection", projection);
    }
    if (features != null) {
      matrices.putAll(features.matrices());
    }
    return matrices;
  }

  @Override
  public Map<String, ItemTable> tables() {
    Map<String, ItemTable> tables = new LinkedHashMap<>();
    tables.put("items", items);
    if (inputs != null && inputs != items) {
      tables.put("item_inputs", inputs);
    }
    if (features != null) {
      tables.putAll(features.tables());
    }
    return tables;
  }
}
