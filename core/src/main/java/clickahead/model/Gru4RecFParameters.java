package clickahead.model;

import clickahead.config.Parameter;
import clickahead.data.Catalog;
import clickahead.data.ColumnEncoding;
import clickahead.data.SessionLog;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.Pooling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of {@link Gru4RecF}, under RecBole's names. */
public record Gru4RecFParameters(
    @Parameter(
            fixed = true,
            defaultValue = "recbole",
            text =
                "How the model is built: recbole, or one of the paper's: item-only, feature-only,"
                    + " concatenated (one GRU over both), parallel (a GRU for each, their scores"
                    + " added), parallel-shared (their states added, then scored) and"
                    + " parallel-interaction (the features' states multiplied with the items' before"
                    + " they score).")
        FeatureArchitecture architecture,
    @Parameter(
            defaultValue = "simultaneous",
            text =
                "How GRUs that stand side by side are trained: simultaneous; alternating, one an epoch"
                    + " in turn; residual, one after the other, each on what those before it leave, for"
                    + " its share of the epochs; interleaving, the same in every mini-batch.")
        TrainingStrategy strategy,
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text = "Give each feature a GRU of its own, instead of one for all of them.")
        boolean networkPerFeature,
    @Parameter(
            fixed = true,
            defaultValue = "1",
            text =
                "What the states of each GRU are multiplied with before they score: one number for"
                    + " all, or one for each, that of the items first. RecBole's layer learns it.")
        List<Double> networkWeights,
    @Parameter(
            fixed = true,
            defaultValue = "64",
            min = 1,
            text = "Size of the items' embedding, and of each feature's.")
        int embeddingSize,
    @Parameter(
            fixed = true,
            defaultValue = "128",
            min = 1,
            text = "Units of each layer of each GRU.")
        int hiddenSize,
    @Parameter(fixed = true, defaultValue = "1", min = 1, text = "Layers of each GRU.")
        int numLayers,
    @Parameter(
            defaultValue = "0.3",
            min = 0,
            max = 1,
            belowMax = true,
            text = "Share of the items' embedding's elements that are dropped in training.")
        double dropoutProb,
    @Parameter(
            fixed = true,
            defaultValue = "class:token_seq",
            text =
                "What the model looks at besides the items, separated by / or commas: columns of the"
                    + " items, event:NAME for columns of the events, session:NAME of the sessions, and"
                    + " event:dwell, how long the event before lasted. With what they hold: token"
                    + " (one value, the default), token_seq (values separated by spaces), float (a"
                    + " number as it is), normalized (less the mean, divided by the deviation),"
                    + " bucketed:n (n buckets of about as many items, 10 if no n is given), vector"
                    + " (numbers as they are) or vector:n (through a trained layer to n units), tfidf"
                    + " (a text that prepare turned to weighted terms). Events and sessions have all"
                    + " but tfidf.")
        SelectedFeatures selectedFeatures,
    @Parameter(
            fixed = true,
            defaultValue = "sum",
            text = "What becomes of the embeddings of several values: their sum, mean or maximum.")
        Pooling poolingMode,
    SequenceTraining training)
    implements SequenceParameters {

  /** Refuses settings that contradict each other. */
  public Gru4RecFParameters {
    int networks = networks(architecture, networkPerFeature, selectedFeatures);
    if (networkPerFeature
        && (architecture == FeatureArchitecture.ITEM_ONLY
            || architecture == FeatureArchitecture.CONCATENATED)) {
      throw new IllegalArgumentException(
          "network_per_feature=true gives each feature a GRU, and architecture="
              + architecture
              + " has no more than one. Leave it out, or set architecture=parallel");
    }
    boolean weighted = networkWeights.stream().anyMatch(w -> w != 1);
    if (weighted && architecture == FeatureArchitecture.RECBOLE) {
      throw new IllegalArgumentException(
          "network_weights weighs the GRUs' scores, and architecture=recbole learns how to. Leave"
              + " it out, or set architecture=parallel");
    }
    if (networkWeights.size() != 1 && networkWeights.size() != networks) {
      throw new IllegalArgumentException(
          "network_weights has "
              + networkWeights.size()
              + " values, and the model has "
              + networks
              + (networks == 1 ? " GRU" : " GRUs")
              + ". Set one for all, or one for each");
    }
    requireTurns(strategy, architecture, networks, training.epochs());
    if (training.distillation().reverse() && !selectedFeatures.ofLog().isEmpty()) {
      throw new IllegalArgumentException(
          "reverse=true follows a session from its end, and features of events and sessions are"
              + " those of one that begins. Select features of items alone");
    }
  }

  private static void requireTurns(
      TrainingStrategy strategy, FeatureArchitecture architecture, int networks, int epochs) {
    if (strategy != TrainingStrategy.SIMULTANEOUS && networks == 1) {
      throw new IllegalArgumentException(
          "strategy="
              + strategy.name().toLowerCase(Locale.ROOT)
              + " trains several GRUs in turn, and architecture="
              + architecture
              + " has one. Leave it out, or set architecture=parallel");
    }
    if (strategy == TrainingStrategy.RESIDUAL && epochs < networks) {
      throw new IllegalArgumentException(
          "strategy=residual needs an epoch for each of the "
              + networks
              + " GRUs. Set epochs="
              + networks
              + " or more");
    }
  }

  private static int networks(
      FeatureArchitecture architecture, boolean perFeature, SelectedFeatures selected) {
    return architecture.networks(perFeature ? selected.features().size() : 1);
  }

  @Override
  public int networks() {
    return networks(architecture, networkPerFeature, selectedFeatures);
  }

  /** What the states of each GRU are multiplied with [K]. */
  List<Double> weightOfEach() {
    return networkWeights.size() == networks()
        ? networkWeights
        : Collections.nCopies(networks(), networkWeights.getFirst());
  }

  @Override
  public SequenceModel model(Workspace space, Catalog catalog, int planes) {
    FeatureInputs features = null;
    if (architecture.feedsFeatures()) {
      features =
          FeatureInputs.zeros(space, catalog, selectedFeatures, poolingMode, embeddingSize, planes);
    }
    return Gru4RecF.zeros(space, catalog.size(), features, this, planes);
  }

  @Override
  public Catalog grown(Catalog before, Catalog newer) {
    Catalog grown = before.extendedBy(newer);
    if (!architecture.feedsFeatures()) {
      return grown;
    }
    List<SelectedFeatures.Feature> features = selectedFeatures.of(SelectedFeatures.Of.ITEM);
    if (grown.size() > before.size()) {
      new CatalogFeatures(newer).requireAll(features);
    }
    Map<String, ColumnEncoding> known = new LinkedHashMap<>(before.features().encodings());
    known.putAll(new CatalogFeatures(before).encodings(features));
    return grown.with(grown.features().encoded(known));
  }

  @Override
  public TrainingSet encoded(TrainingSet data) {
    List<SelectedFeatures.Feature> ofLog = featuresOfLog();
    if (ofLog.isEmpty()) {
      return data;
    }
    Map<String, ColumnEncoding> known = new LinkedHashMap<>(data.catalog().features().encodings());
    known.putAll(LogFeatureEncodings.learn(ofLog, data.log(), known));
    Catalog catalog = data.catalog().with(data.catalog().features().encoded(known));
    return new TrainingSet(data.log(), catalog, data.successors());
  }

  @Override
  public FeatureEncoders eventFeatures(Catalog catalog) {
    return FeatureEncoders.of(featuresOfLog(), catalog, poolingMode);
  }

  @Override
  public List<String> eventColumns() {
    return columns(SelectedFeatures.Of.EVENT);
  }

  @Override
  public List<String> sessionColumns() {
    return columns(SelectedFeatures.Of.SESSION);
  }

  @Override
  public void requireColumns(SessionLog log) {
    LogFeatureEncodings.requireAll(featuresOfLog(), log);
  }

  @Override
  public void requireItemColumns(Catalog catalog) {
    if (architecture.feedsFeatures()) {
      CatalogFeatures known = new CatalogFeatures(catalog);
      for (SelectedFeatures.Feature feature : selectedFeatures.of(SelectedFeatures.Of.ITEM)) {
        if (feature.type() == SelectedFeatures.Type.VECTOR) {
          known.vectors(feature);
        } else {
          known.column(feature, poolingMode);
        }
      }
    }
  }

  private List<String> columns(SelectedFeatures.Of of) {
    return architecture.feedsFeatures() ? selectedFeatures.columns(of) : List.of();
  }

  private List<SelectedFeatures.Feature> featuresOfLog() {
    return architecture.feedsFeatures() ? selectedFeatures.ofLog() : List.of();
  }

  @Override
  public List<String> itemFeatures() {
    return architecture.feedsFeatures() ? selectedFeatures.names() : List.of();
  }
}
