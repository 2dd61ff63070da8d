package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.Pooling;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import java.util.List;
import java.util.Map;

/**
 * The features of events and sessions that a model looks at, and what their values are to it.
 * Immutable and usable from any thread.
 */
public final class FeatureEncoders {
  /** Of models that look at the items alone. */
  public static final FeatureEncoders NONE = new FeatureEncoders(List.of(), List.of(), Pooling.SUM);

  private final List<Feature> features;
  private final FeatureEncoder[] encoders;
  private final Pooling pooling;

  private FeatureEncoders(List<Feature> features, List<FeatureEncoder> encoders, Pooling pooling) {
    this.pooling = pooling;
    this.features = List.copyOf(features);
    this.encoders = encoders.toArray(FeatureEncoder[]::new);
  }

  /**
   * Those of some features.
   *
   * @param features of events and sessions
   * @param catalog of the model, which knows what values are to it
   * @param pooling what becomes of the tokens of a list
   */
  static FeatureEncoders of(List<Feature> features, Catalog catalog, Pooling pooling) {
    return features.isEmpty()
        ? NONE
        : new FeatureEncoders(
            features,
            features.stream().map(feature -> FeatureEncoder.of(feature, catalog)).toList(),
            pooling);
  }

  /** Number of features, F. */
  public int count() {
    return encoders.length;
  }

  /** Columns of the events that the model looks at. */
  public List<String> eventColumns() {
    return columns(Of.EVENT);
  }

  /** Columns of the sessions that the model looks at. */
  public List<String> sessionColumns() {
    return columns(Of.SESSION);
  }

  private List<String> columns(Of of) {
    return features.stream()
        .filter(feature -> feature.of() == of && !feature.isDwell())
        .map(Feature::column)
        .toList();
  }

  /** Does the model look at dwell times, so that it wants to know when a click happened? */
  public boolean seeDwellTimes() {
    return features.stream().anyMatch(Feature::isDwell);
  }

  /**
   * The features of a log's events.
   *
   * @throws IllegalArgumentException if the log lacks a column, or a number is none
   */
  public EventFeatures in(SessionLog log) {
    return count() == 0 ? EventFeatures.NONE : LogFeatures.of(this, log);
  }

  /**
   * Makes sure that what is known of a click can be read.
   *
   * @param values by the names of the columns; those that the model does not look at are ignored
   * @throws IllegalArgumentException if a value has to be a number or a vector and is none
   */
  public void requireReadable(Map<String, String> values) {
    for (int f = 0; f < encoders.length; f++) {
      Feature feature = features.get(f);
      String value = values.getOrDefault(feature.column(), "");
      if (feature.of() == Of.EVENT && !feature.isDwell() && !value.isBlank()) {
        encoders[f].requireReadable(value);
      }
    }
  }

  Pooling pooling() {
    return pooling;
  }

  Feature feature(int f) {
    return features.get(f);
  }

  FeatureEncoder encoder(int f) {
    return encoders[f];
  }
}
