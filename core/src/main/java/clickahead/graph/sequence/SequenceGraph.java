package clickahead.graph.sequence;

import clickahead.graph.Dropout;
import clickahead.graph.ItemTable;
import clickahead.graph.TouchedRows;
import clickahead.graph.Turn;
import clickahead.graph.Workspace;
import clickahead.math.CounterRandom;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lays a sequence network out, operator by operator; each method adds one and gives its rows. For
 * prediction dropout is the identity and there are no gradients.
 */
public final class SequenceGraph {
  private final Workspace space;
  private final SequenceShape shape;
  private final ItemTable scored;
  private final TouchedRows scoredRows;
  private final int maxLength;
  private final long seed;

  /** What a running session keeps between its clicks; null where whole sequences are given. */
  private final RunningState running;

  private final List<SequenceOperator> operators = new ArrayList<>();
  private final List<Side> sides = new ArrayList<>();
  private int dropouts;
  private int eventFeatures;
  private int current = Turn.SHARED;
  private int scoredOwner = Turn.SHARED;

  /** One of the networks side by side: its operators, and what it gives. */
  private record Side(int first, int end, Rows output) {}

  /**
   * An empty graph.
   *
   * @param scored the items' output rows
   * @param scoredRows their rows of a step; null for prediction
   * @param maxLength how many events the gradient flows back through, and attention looks back at;
   *     0 for all
   * @param seed of the dropout masks
   * @param running of a graph that is fed one event at a time, for prediction; else null
   */
  SequenceGraph(
      Workspace space,
      SequenceShape shape,
      ItemTable scored,
      TouchedRows scoredRows,
      int maxLength,
      long seed,
      RunningState running) {
    this.space = space;
    this.shape = shape;
    this.scored = scored;
    this.scoredRows = scoredRows;
    this.maxLength = maxLength;
    this.seed = seed;
    this.running = running;
  }

  private boolean training() {
    return scoredRows != null;
  }

  private int count(Rows rows) {
    return rows.outputs() ? shape.outputs() : shape.events();
  }

  private DenseMatrix trained(DenseMatrix matrix) {
    if (training()) {
      matrix.prepareTraining();
    }
    return matrix;
  }

  private Dropout next(double rate) {
    long own = CounterRandom.derive(seed, dropouts++);
    return new Dropout(space.compute().kernels(), training() ? rate : 0, own);
  }

  private Rows add(SequenceOperator operator) {
    operators.add(operator);
    return operator.output();
  }

  List<SequenceOperator> operators() {
    return operators;
  }

  /** How many features of the events are laid out. */
  int eventFeatures() {
    return eventFeatures;
  }

  /** Which network each operator belongs to, or {@link Turn#SHARED}. */
  int[] owners() {
    int[] owners = new int[operators.size()];
    Arrays.fill(owners, Turn.SHARED);
    for (int n = 0; n < sides.size(); n++) {
      Arrays.fill(owners, sides.get(n).first(), sides.get(n).end(), n);
    }
    return owners;
  }

  /** The network that is fed the rows that score, and so owns them, or {@link Turn#SHARED}. */
  int scoredOwner() {
    return scoredOwner;
  }

  /** What the networks side by side give. */
  List<Rows> networks() {
    return sides.stream().map(Side::output).toList();
  }

  /**
   * Lays out one of several networks that stand side by side, which can move in turns. The first is
   * number 0, and so on.
   *
   * @param layers lays its operators out, which nothing else reads but what it gives
   * @return what it gives
   */
  public Rows network(Supplier<Rows> layers) {
    int first = operators.size();
    current = sides.size();
    Rows output = layers.get();
    current = Turn.SHARED;
    sides.add(new Side(first, operators.size(), output));
    return output;
  }

  /**
   * The rows of the events' items.
   *
   * @param table the items' rows, the scored ones or others
   * @param dropout share of the elements that are dropped
   */
  public Rows items(ItemTable table, double dropout) {
    TouchedRows rows = scoredRows;
    boolean own = table != scored;
    if (own && training()) {
      rows = TouchedRows.distinct(space, table, Math.min(shape.events(), table.items()));
    }
    if (!own) {
      scoredOwner = current;
    }
    return add(new EventEmbedding(space, table, shape.events(), rows, own, next(dropout)));
  }

  /**
   * The rows of a feature's values that the events' items have, pooled.
   *
   * @param table a row for each of the feature's values
   */
  public Rows features(FeatureColumn column, ItemTable table) {
    return bag(new FeatureBag.OfItems(column), column.pooling(), table);
  }

  private Rows bag(FeatureBag.Lists lists, Pooling pooling, ItemTable table) {
    // A list may have any number of values, so that a step may touch all of them.
    Workspace all = space.of(table.items());
    TouchedRows rows = training() ? TouchedRows.distinct(all, table, table.items()) : null;
    return add(new FeatureBag(space, lists, pooling, table, shape.events(), rows));
  }

  /** The same of the lists that the events themselves have, see {@link EventFeatures#lists}. */
  public Rows eventLists(int feature, Pooling pooling, ItemTable table) {
    eventFeatures = Math.max(eventFeatures, feature + 1);
    return bag(new FeatureBag.OfEvents(feature), pooling, table);
  }

  /** The vectors that the events have of one of their features. */
  public Rows eventVectors(int feature, int units) {
    eventFeatures = Math.max(eventFeatures, feature + 1);
    return add(new EventVectors(space, feature, units, shape.events()));
  }

  /**
   * The rows that the events have of one of their features, see {@link EventFeatures}.
   *
   * @param feature its number
   * @param table its rows
   */
  public Rows eventFeature(int feature, ItemTable table) {
    TouchedRows rows =
        training()
            ? TouchedRows.distinct(space, table, Math.min(shape.events(), table.items()))
            : null;
    eventFeatures = Math.max(eventFeatures, feature + 1);
    return add(new EventFeatureRows(space, feature, table, shape.events(), rows));
  }

  /**
   * Vectors that the events' items were given.
   *
   * @param vectors F32 [N, units], little-endian
   */
  public Rows vectors(MemorySegment vectors, int units) {
    return add(new FeatureVectors(space, vectors, units, shape.events()));
  }

  /** A GRU layer over the events. */
  public Rows gru(Rows events, GruWeights weights) {
    trained(weights.input());
    trained(weights.state());
    SequenceGru gru = SequenceGru.of(space, events.read(), weights, shape, maxLength, training());
    if (running != null) {
      running.carry(gru.output());
      gru.carryOn();
    }
    return add(gru);
  }

  /** The rows of the events that are outputs. */
  public Rows outputs(Rows events) {
    if (running != null) {
      running.carry(events);
    }
    return add(new OutputRows(space, events.read(), shape.outputs(), training()));
  }

  /** The same rows, each divided by its length. */
  public Rows unit(Rows rows) {
    return add(new UnitRows(space, rows.read(), count(rows), training()));
  }

  /** W x + b of each row. */
  public Rows linear(Rows rows, DenseMatrix matrix) {
    return add(new LinearRows(space, rows.read(), trained(matrix), count(rows), training()));
  }

  /** The same rows with a share of the elements dropped, the others scaled up; for training. */
  public Rows dropout(Rows rows, double rate) {
    Dropout dropout = next(rate);
    if (!dropout.isOn()) {
      return rows;
    }
    return add(new DropoutRows(space, rows.read(), count(rows), dropout, training()));
  }

  /** Vectors side by side. */
  public Rows concatenate(Rows... parts) {
    List<Rows.Reader> readers = Arrays.stream(parts).map(Rows::read).toList();
    return add(new ConcatenatedRows(space, readers, count(parts[0]), training()));
  }

  /**
   * The sum of rows that are equally wide.
   *
   * @param weights what each is multiplied with before
   */
  public Rows weightedSum(List<Double> weights, Rows... parts) {
    List<Rows.Reader> readers = Arrays.stream(parts).map(Rows::read).toList();
    return add(new WeightedSumRows(space, readers, weights, count(parts[0]), training()));
  }

  /** The product of rows that are equally wide, element by element. */
  public Rows product(Rows left, Rows right) {
    return add(new ProductRows(space, left.read(), right.read(), count(left), training()));
  }

  /**
   * Additive attention of each output over the events up to it.
   *
   * @param query one row per output, as wide as the keys
   * @param keys one row per event
   * @param values one row per event
   */
  public Rows attention(Rows query, Rows keys, Rows values, AttentionWeights weights) {
    trained(weights.v());
    if (running != null) {
      return add(new RunningAttention(space, query.read(), keys, values, weights, running));
    }
    return add(
        new AdditiveAttention(
            space,
            query.read(),
            keys.read(),
            values.read(),
            weights,
            shape,
            maxLength,
            training()));
  }
}
