package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.ItemVectors;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceGraph;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import clickahead.model.SelectedFeatures.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Features as a network's input: what each is of the event's item, of the event itself or of its
 * session, side by side. Features with values have a row for each value; vectors are taken as they
 * are, or through a layer that is trained.
 */
public final class FeatureInputs {
  private final List<Part> parts;

  private FeatureInputs(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * One feature.
   *
   * @param units of what it gives
   * @param table of its values; null for vectors
   * @param layer behind vectors; null where they are taken as they are, and for values
   * @param look lays out what the events have of it, before the layer
   */
  private record Part(
      String name,
      int units,
      ItemTable table,
      DenseMatrix layer,
      Function<SequenceGraph, Rows> look) {

    static Part ofTable(String name, ItemTable table, Function<SequenceGraph, Rows> look) {
      return new Part(name, table.units(), table, null, look);
    }

    static Part ofVectors(
        Workspace space,
        Feature feature,
        int dimensions,
        int planes,
        Function<SequenceGraph, Rows> look) {
      int units = feature.number() == 0 ? dimensions : feature.number();
      DenseMatrix layer =
          feature.number() == 0 ? null : new DenseMatrix(space, 1, units, dimensions, true, planes);
      return new Part(feature.name(), units, null, layer, look);
    }

    Rows layOut(SequenceGraph graph) {
      Rows rows = look.apply(graph);
      return layer == null ? rows : graph.linear(rows, layer);
    }
  }

  /**
   * Lays out weights of zero.
   *
   * @param size units of each value's row
   * @param planes 1 for the weights and one per kind of optimiser state
   * @throws IllegalArgumentException if the catalogue lacks a feature, with those that it has
   */
  public static FeatureInputs zeros(
      Workspace space,
      Catalog catalog,
      SelectedFeatures selected,
      Pooling pooling,
      int size,
      int planes) {
    CatalogFeatures features = new CatalogFeatures(catalog);
    List<Part> parts = new ArrayList<>();
    int ofEvents = 0;
    for (Feature feature : selected.features()) {
      if (feature.of() != Of.ITEM) {
        FeatureEncoder encoder = FeatureEncoder.of(feature, catalog);
        parts.add(ofEvents(space, feature, ofEvents++, encoder, pooling, size, planes));
      } else if (feature.type() == Type.VECTOR) {
        ItemVectors vectors = features.vectors(feature);
        int dimensions = vectors.dimensions();
        parts.add(
            Part.ofVectors(
                space,
                feature,
                dimensions,
                planes,
                graph -> graph.vectors(vectors.data(), dimensions)));
      } else {
        parts.add(ofColumn(space, feature.name(), features.column(feature, pooling), size, planes));
      }
    }
    return new FeatureInputs(parts);
  }

  /**
   * A feature of the events or their sessions.
   *
   * @param number among them
   */
  private static Part ofEvents(
      Workspace space,
      Feature feature,
      int number,
      FeatureEncoder encoder,
      Pooling pooling,
      int size,
      int planes) {
    if (encoder.isVector()) {
      int dimensions = encoder.dimensions();
      return Part.ofVectors(
          space, feature, dimensions, planes, graph -> graph.eventVectors(number, dimensions));
    }
    ItemTable table = table(space, encoder.rows(), size, planes);
    return Part.ofTable(
        feature.name(),
        table,
        encoder.isList()
            ? graph -> graph.eventLists(number, pooling, table)
            : graph -> graph.eventFeature(number, table));
  }

  private static Part ofColumn(
      Workspace space, String name, FeatureColumn column, int size, int planes) {
    ItemTable table = table(space, column.size(), size, planes);
    return Part.ofTable(name, table, graph -> graph.features(column, table));
  }

  /**
   * The same of columns that are given.
   *
   * @param columns by name, in the order in which they are concatenated
   */
  public static FeatureInputs of(
      Workspace space, Map<String, FeatureColumn> columns, int size, int planes) {
    List<Part> parts = new ArrayList<>();
    columns.forEach((name, column) -> parts.add(ofColumn(space, name, column, size, planes)));
    return new FeatureInputs(parts);
  }

  private static ItemTable table(Workspace space, int rows, int size, int planes) {
    return new ItemTable(space.arena(), space.compute(), rows, size, planes);
  }

  /** Each feature by itself, with the weights that it has here, by name. */
  public Map<String, FeatureInputs> each() {
    Map<String, FeatureInputs> each = new LinkedHashMap<>();
    parts.forEach(part -> each.put(part.name(), new FeatureInputs(List.of(part))));
    return each;
  }

  /** Units of all features together. */
  public int units() {
    return parts.stream().mapToInt(Part::units).sum();
  }

  /** Lays them out, one row per event. */
  public Rows layOut(SequenceGraph graph) {
    Rows[] rows = parts.stream().map(part -> part.layOut(graph)).toArray(Rows[]::new);
    return rows.length == 1 ? rows[0] : graph.concatenate(rows);
  }

  /** The tables of the values' rows, {@code features.<name>}. */
  public Map<String, ItemTable> tables() {
    Map<String, ItemTable> tables = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.table() != null) {
        tables.put(SequenceModel.FEATURES + part.name(), part.table());
      }
    }
    return tables;
  }

  /** The layers behind vectors, {@code features.<name>}. */
  public Map<String, DenseMatrix> matrices() {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.layer() != null) {
        matrices.put("features." + part.name(), part.layer());
      }
    }
    return matrices;
  }
}
