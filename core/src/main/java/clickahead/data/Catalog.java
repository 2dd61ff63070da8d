package clickahead.data;

import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The N items of a data set or a model: the original id of each item index, and the item columns
 * (category, price, ...), vectors and texts where the data has them. Immutable; mapped when it was
 * read from a file.
 */
public final class Catalog {
  private static final String IDS = "catalog.ids";
  private static final String COLUMN = "catalog.column.";
  private static final String NOWHERE = "the catalogue";
  private final StringColumn ids;
  private final Map<String, StringColumn> columns;
  private final ItemFeatures features;
  private final String place;
  private volatile StringIndex index;

  private Catalog(
      StringColumn ids, Map<String, StringColumn> columns, ItemFeatures features, String place) {
    this.ids = ids;
    this.columns = columns;
    this.features = features;
    this.place = place;
  }

  /**
   * A catalogue in memory.
   *
   * @param ids original ids, position = item index
   * @param columns item columns by name, each with N values; an empty value means unknown
   */
  public static Catalog of(List<String> ids, Map<String, List<String>> columns) {
    Map<String, StringColumn> packed = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          if (values.size() != ids.size()) {
            throw new IllegalArgumentException(unevenColumn(name, values.size(), ids.size()));
          }
          packed.put(name, StringColumn.of(values));
        });
    return new Catalog(StringColumn.of(ids), packed, ItemFeatures.NONE, NOWHERE);
  }

  /**
   * Packs a catalogue item by item; no string is held, only its bytes.
   *
   * @param columns names of the item columns
   */
  public static Packer packer(List<String> columns) {
    return new Packer(columns);
  }

  private static String unevenColumn(String name, int values, int items) {
    return "column '" + name + "' has " + values + " values, the catalogue has " + items + " items";
  }

  /**
   * Reads the catalogue that {@link #write} put into a file, of a data set or of a model.
   *
   * @throws FormatException if the file has none, or a damaged one
   */
  public static Catalog read(Safetensors file) throws IOException {
    StringColumn ids = StringColumn.read(file, IDS);
    Map<String, StringColumn> columns = new LinkedHashMap<>();
    for (String name : file.tensors().keySet()) {
      if (name.startsWith(COLUMN) && name.endsWith(StringColumn.BYTES)) {
        String stem = name.substring(0, name.length() - StringColumn.BYTES.length());
        String column = stem.substring(COLUMN.length());
        StringColumn values = StringColumn.read(file, stem);
        if (values.size() != ids.size()) {
          throw new FormatException(
              file.file(), "damaged: " + unevenColumn(column, values.size(), ids.size()));
        }
        columns.put(column, values);
      }
    }
    return new Catalog(ids, columns, ItemFeatures.read(file, ids.size()), file.file().toString());
  }

  /** The tensors that {@link #write} fills. */
  public List<TensorSpec> tensors() {
    List<TensorSpec> specs = new ArrayList<>(ids.tensors(IDS));
    columns.forEach((name, column) -> specs.addAll(column.tensors(COLUMN + name)));
    specs.addAll(features.tensors());
    return specs;
  }

  /** Writes ids and columns as tensors of bytes and offsets, and the features. */
  public void write(SafetensorsWriter writer) throws IOException {
    ids.write(writer, IDS);
    for (Map.Entry<String, StringColumn> column : columns.entrySet()) {
      column.getValue().write(writer, COLUMN + column.getKey());
    }
    features.write(writer);
  }

  /** The first n items, as a catalogue of their own that shares this one's bytes. */
  public Catalog first(int n) {
    if (n == size()) {
      return this;
    }
    Map<String, StringColumn> head = new LinkedHashMap<>();
    columns.forEach((name, column) -> head.put(name, column.first(n)));
    return new Catalog(ids.first(n), head, features.first(n), place);
  }

  /**
   * This catalogue, grown by another: known items keep their index, new ones come behind them in
   * the other's order. Columns of both; where the newer catalogue has a value it counts.
   */
  public Catalog extendedBy(Catalog newer) {
    Set<String> names = new LinkedHashSet<>(columns.keySet());
    names.addAll(newer.columns.keySet());
    Packer packer = packer(List.copyOf(names));
    for (int i = 0; i < size(); i++) {
      int same = newer.index(id(i));
      List<String> values = new ArrayList<>(names.size());
      for (String name : names) {
        String value = same < 0 ? "" : newer.known(same, name);
        values.add(value.isEmpty() ? known(i, name) : value);
      }
      packer.add(id(i), values);
    }
    for (int i = 0; i < newer.size(); i++) {
      if (index(newer.id(i)) < 0) {
        int item = i;
        packer.add(newer.id(i), names.stream().map(name -> newer.known(item, name)).toList());
      }
    }
    Catalog grown = packer.pack();
    if (features.isEmpty() && newer.features.isEmpty()) {
      return grown;
    }
    int[] old = new int[grown.size()];
    int[] now = new int[grown.size()];
    Arrays.setAll(old, i -> i < size() ? i : -1);
    Arrays.setAll(now, i -> newer.index(grown.id(i)));
    return grown.with(features.extendedBy(newer.features, old, now));
  }

  /** The same items and columns with other vectors and texts. */
  public Catalog with(ItemFeatures others) {
    return new Catalog(ids, columns, others, place);
  }

  /** The same catalogue, which messages name otherwise. */
  Catalog of(String otherPlace) {
    return new Catalog(ids, columns, features, otherPlace);
  }

  /** Vectors and texts of the items. */
  public ItemFeatures features() {
    return features;
  }

  /** Where it comes from, for messages: its file, or "the catalogue". */
  public String place() {
    return place;
  }

  private String known(int item, String column) {
    return columns.containsKey(column) ? value(item, column) : "";
  }

  /** Number of items, N. */
  public int size() {
    return ids.size();
  }

  /** The original id of an item index. */
  public String id(int item) {
    return ids.get(item);
  }

  /** The item index of an original id, or -1 if the catalogue does not have it. */
  public int index(String id) {
    StringIndex known = index;
    if (known == null) {
      index = known = new StringIndex(ids);
    }
    return known.find(id);
  }

  /** Names of the item columns, in the data's order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /**
   * One item's value in one column; empty where the data has none.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public String value(int item, String column) {
    StringColumn values = columns.get(column);
    if (values == null) {
      throw new IllegalArgumentException(
          "no item column '" + column + "' (found: " + columns() + ")");
    }
    return values.get(item);
  }

  /** A catalogue in the making. */
  public static final class Packer {
    private final StringColumn.Packer ids = new StringColumn.Packer();
    private final Map<String, StringColumn.Packer> columns = new LinkedHashMap<>();

    private Packer(List<String> names) {
      names.forEach(name -> columns.put(name, new StringColumn.Packer()));
    }

    /**
     * Adds the next item.
     *
     * @param id its original id
     * @param values its value in each column; an empty value means unknown
     */
    public void add(String id, List<String> values) {
      if (values.size() != columns.size()) {
        throw new IllegalArgumentException(
            "item '"
                + id
                + "' has "
                + values.size()
                + " values, the catalogue has "
                + columns.size()
                + " columns");
      }
      ids.add(id);
      int column = 0;
      for (StringColumn.Packer packer : columns.values()) {
        packer.add(values.get(column++));
      }
    }

    /** The catalogue of all items added so far. */
    public Catalog pack() {
      Map<String, StringColumn> packed = new LinkedHashMap<>();
      columns.forEach((name, packer) -> packed.put(name, packer.pack()));
      return new Catalog(ids.pack(), packed, ItemFeatures.NONE, NOWHERE);
    }
  }
}
