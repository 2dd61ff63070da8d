package clickahead.model;

import clickahead.graph.FeatureColumn;
import clickahead.graph.ItemTable;
import clickahead.graph.Rows;
import clickahead.graph.SequenceGraph;
import clickahead.graph.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of the items as a network's input: what each is of the event's item, side by side.
 */
public final class FeatureInputs {
  private final List<Part> parts;

  private FeatureInputs(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** One feature: a column and the table of its values. */
  private record Part(String name, FeatureColumn column, ItemTable table) {
    Rows layOut(SequenceGraph graph) {
      return graph.features(column, table);
    }
  }

  /**
   * Lays out weights of zero.
   *
   * @param columns by name, in the order in which they are concatenated
   * @param size units of each value's row
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static FeatureInputs of(
      Workspace space, Map<String, FeatureColumn> columns, int size, int planes) {
    List<Part> parts = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          ItemTable table =
              new ItemTable(space.arena(), space.compute(), column.size(), size, planes);
          parts.add(new Part(name, column, table));
        });
    return new FeatureInputs(parts);
  }

  /** Each feature by itself, with the weights that it has here, by name. */
  public Map<String, FeatureInputs> each() {
    Map<String, FeatureInputs> each = new LinkedHashMap<>();
    parts.forEach(part -> each.put(part.name(), new FeatureInputs(List.of(part))));
    return each;
  }

  /** Units of all features together. */
  public int units() {
    return parts.stream().mapToInt(part -> part.table().units()).sum();
  }

  /** Lays them out, one row per event. */
  public Rows layOut(SequenceGraph graph) {
    Rows[] rows = parts.stream().map(part -> part.layOut(graph)).toArray(Rows[]::new);
    return rows.length == 1 ? rows[0] : graph.concatenate(rows);
  }

  /** The tables of the values' rows, {@code features.<name>}. */
  public Map<String, ItemTable> tables() {
    Map<String, ItemTable> tables = new LinkedHashMap<>();
    parts.forEach(part -> tables.put("features." + part.name(), part.table()));
    return tables;
  }
}
