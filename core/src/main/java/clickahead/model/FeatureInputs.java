package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.ItemVectors;
import clickahead.graph.DenseMatrix;
import clickahead.graph.FeatureColumn;
import clickahead.graph.ItemTable;
import clickahead.graph.Pooling;
import clickahead.graph.Rows;
import clickahead.graph.SequenceGraph;
import clickahead.graph.Workspace;
import clickahead.model.SelectedFeatures.Feature;
import clickahead.model.SelectedFeatures.Of;
import clickahead.model.SelectedFeatures.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * One feature: the table of its values, and the column that items have of them or the number of
   * the feature that events have; or vectors and perhaps their layer.
   *
   * @param ofEvent number among the features of events and sessions; -1 for one of items
   * @param layer null where vectors are taken as they are
   */
  private record Part(
      String name,
      FeatureColumn column,
      int ofEvent,
      ItemTable table,
      ItemVectors vectors,
      DenseMatrix layer) {

    int units() {
      if (table != null) {
        return table.units();
      }
      return layer == null ? vectors.dimensions() : layer.blockRows();
    }

    Rows layOut(SequenceGraph graph) {
      if (table != null) {
        return column == null ? graph.eventFeature(ofEvent, table) : graph.features(column, table);
      }
      Rows rows = graph.vectors(vectors.data(), vectors.dimensions());
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
        int rows = FeatureEncoder.of(feature, catalog).rows();
        ItemTable table = table(space, rows, size, planes);
        parts.add(new Part(feature.name(), null, ofEvents++, table, null, null));
      } else if (feature.type() == Type.VECTOR) {
        parts.add(ofVectors(space, feature, features.vectors(feature), planes));
      } else {
        parts.add(ofColumn(space, feature.name(), features.column(feature, pooling), size, planes));
      }
    }
    return new FeatureInputs(parts);
  }

  private static Part ofVectors(Workspace space, Feature feature, ItemVectors vectors, int planes) {
    DenseMatrix layer =
        feature.number() == 0
            ? null
            : new DenseMatrix(space, 1, feature.number(), vectors.dimensions(), true, planes);
    return new Part(feature.name(), null, -1, null, vectors, layer);
  }

  private static Part ofColumn(
      Workspace space, String name, FeatureColumn column, int size, int planes) {
    return new Part(name, column, -1, table(space, column.size(), size, planes), null, null);
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
