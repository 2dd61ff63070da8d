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
import clickahead.model.SelectedFeatures.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of the items as a network's input: what each is of the event's item, side by side.
 * Features with values have a row for each value; vectors are taken as they are, or through a layer
 * that is trained.
 */
public final class FeatureInputs {
  private final List<Part> parts;

  private FeatureInputs(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * One feature: a column and the table of its values, or vectors and perhaps their layer.
   *
   * @param layer null where vectors are taken as they are
   */
  private record Part(
      String name, FeatureColumn column, ItemTable table, ItemVectors vectors, DenseMatrix layer) {

    int units() {
      if (table != null) {
        return table.units();
      }
      return layer == null ? vectors.dimensions() : layer.blockRows();
    }

    Rows layOut(SequenceGraph graph) {
      if (table != null) {
        return graph.features(column, table);
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
    for (Feature feature : selected.features()) {
      if (feature.type() == Type.VECTOR) {
        ItemVectors vectors = features.vectors(feature);
        DenseMatrix layer =
            feature.number() == 0
                ? null
                : new DenseMatrix(space, 1, feature.number(), vectors.dimensions(), true, planes);
        parts.add(new Part(feature.column(), null, null, vectors, layer));
      } else {
        FeatureColumn column = features.column(feature, pooling);
        parts.add(
            new Part(feature.column(), column, table(space, column, size, planes), null, null));
      }
    }
    return new FeatureInputs(parts);
  }

  /**
   * The same of columns that are given.
   *
   * @param columns by name, in the order in which they are concatenated
   */
  public static FeatureInputs of(
      Workspace space, Map<String, FeatureColumn> columns, int size, int planes) {
    List<Part> parts = new ArrayList<>();
    columns.forEach(
        (name, column) ->
            parts.add(new Part(name, column, table(space, column, size, planes), null, null)));
    return new FeatureInputs(parts);
  }

  private static ItemTable table(Workspace space, FeatureColumn column, int size, int planes) {
    return new ItemTable(space.arena(), space.compute(), column.size(), size, planes);
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
