package clickahead.graph.sequence;

import clickahead.config.Parameters;
import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.model.FeatureArchitecture;
import clickahead.model.FeatureInputs;
import clickahead.model.Gru4RecF;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.Gru4RecSeq;
import clickahead.model.Narm;
import clickahead.model.SequenceModel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A sequence network with random weights, on sequences of random items.
 *
 * @param network which one, of {@link #NETWORKS}
 * @param embedding size of the items' rows
 * @param units of a GRU layer
 * @param items N; few, so that they repeat
 * @param lengths events of each sequence that are fed
 * @param lastOnly is only the last event an output, else all?
 * @param maxLength of gradient and attention
 * @param seed of everything
 */
record SequenceCase(
    String network,
    int embedding,
    int units,
    int items,
    int[] lengths,
    boolean lastOnly,
    int maxLength,
    SequenceLoss loss,
    double dropout,
    long seed) {
  static final List<String> NETWORKS =
      List.of(
          "gru4rec",
          "gru4rec-two-layers",
          "gru-before",
          "narm",
          "narm-paper",
          "narm-hard",
          "features-sum",
          "features-mean",
          "features-max",
          "features-item-only",
          "features-feature-only",
          "features-concatenated",
          "features-parallel",
          "features-parallel-shared",
          "features-parallel-interaction",
          "features-parallel-interaction-each",
          "features-of-catalogue",
          "features-of-events",
          "features-max-of-events");

  /** Has it a gradient through time that is cut? */
  boolean truncates() {
    return maxLength > 0 && Arrays.stream(lengths).anyMatch(n -> n > maxLength);
  }

  SequenceCase withoutTruncation() {
    return new SequenceCase(
        network, embedding, units, items, lengths, lastOnly, 0, loss, dropout, seed);
  }

  SequenceModel model(Workspace space) {
    if (network.startsWith("features")) {
      return withFeatures(space);
    }
    ItemTable table = new ItemTable(space.arena(), space.compute(), items, embedding, 1);
    boolean biased = loss.itemBias();
    boolean before = network.equals("gru-before") || network.contains("-paper");
    boolean hard = network.equals("narm-hard");
    Cell cell = before || hard ? Cell.RESET_BEFORE : Cell.RESET_AFTER;
    int depth = network.endsWith("two-layers") ? 2 : 1;
    List<GruWeights> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      int inputs = l == 0 ? embedding : units;
      boolean gateBiases = !network.equals("narm");
      layers.add(GruWeights.zeros(space, inputs, units, cell, hard, gateBiases, 1));
    }
    if (!network.startsWith("narm")) {
      DenseMatrix projection = new DenseMatrix(space, 1, embedding, units, true, 1);
      return new Gru4RecSeq(table, layers, projection, dropout, biased);
    }
    return new Narm(
        table,
        layers,
        new DenseMatrix(space, 1, units, units, false, 1),
        new DenseMatrix(space, 1, units, units, false, 1),
        new AttentionWeights(new DenseMatrix(space, 1, 1, units, false, 1), before || hard, hard),
        new DenseMatrix(space, 1, embedding, 2 * units, false, 1),
        dropout,
        dropout,
        biased);
  }

  /** A column of up to three values an item, some without any, and one of numbers. */
  private SequenceModel withFeatures(Workspace space) {
    if (network.endsWith("catalogue")) {
      return withFeatures(
          space, "recbole", FeatureCases.ofCatalogue(space, items, embedding, seed));
    }
    if (network.endsWith("events")) {
      return withFeatures(
          space, "recbole", FeatureCases.ofEvents(space, items, embedding, eventPooling()));
    }
    String form = network.substring("features-".length());
    boolean pools = List.of("sum", "mean", "max").contains(form);
    Pooling pooling = pools ? Pooling.valueOf(form.toUpperCase(Locale.ROOT)) : Pooling.SUM;
    SplittableRandom random = new SplittableRandom(seed + 4);
    int[] starts = new int[items + 1];
    int[] ones = new int[items + 1];
    double[] numbers = new double[items];
    for (int i = 0; i < items; i++) {
      starts[i + 1] = starts[i] + random.nextInt(4);
      ones[i + 1] = i + 1;
      numbers[i] = (float) random.nextDouble(-2, 2);
    }
    int[] values = random.ints(starts[items], 0, 5).toArray();
    Map<String, FeatureColumn> columns = new LinkedHashMap<>();
    columns.put("tokens", new FeatureColumn(5, starts, values, null, pooling));
    columns.put("number", new FeatureColumn(1, ones, new int[items], numbers, Pooling.SUM));
    FeatureInputs features = FeatureInputs.of(space, columns, embedding, 1);
    return withFeatures(space, pools ? "recbole" : form, features);
  }

  private SequenceModel withFeatures(Workspace space, String form, FeatureInputs features) {
    boolean each = form.endsWith("-each");
    Gru4RecFParameters p =
        Parameters.of(Gru4RecFParameters.class)
            .with("embedding_size", Integer.toString(embedding))
            .with("hidden_size", Integer.toString(units))
            .with("dropout_prob", Double.toString(dropout))
            .with("item_bias", Boolean.toString(loss.itemBias()))
            .with("architecture", form.replace("-each", ""))
            .with("selected_features", "tokens:token_seq/number:float")
            .with("network_per_feature", Boolean.toString(each))
            .with("network_weights", each ? "0.7/1/-1.5" : "1")
            .build();
    boolean none = p.architecture() == FeatureArchitecture.ITEM_ONLY;
    return Gru4RecF.zeros(space, items, none ? null : features, p, 1);
  }

  private Pooling eventPooling() {
    return network.contains("max") ? Pooling.MAX : Pooling.MEAN;
  }

  /** What the events of this case's imagined log have; some lack something. */
  EventFeatures eventFeatures() {
    return network.endsWith("events")
        ? FeatureCases.values(seed, eventPooling())
        : EventFeatures.NONE;
  }

  SequenceShape shape(int workers) {
    int events = Arrays.stream(lengths).sum();
    int outputs = lastOnly ? lengths.length : events;
    int longest = Arrays.stream(lengths).max().orElseThrow();
    return new SequenceShape(
        workers, lengths.length, events, outputs, longest, loss.samples(), loss.ownNegatives());
  }

  /** Lays the step out, with its batch filled. */
  SequenceSteps lay(Arena arena, Compute compute, int workers) {
    return lay(arena, compute, workers, null);
  }

  /** The same with a teacher. */
  SequenceSteps lay(Arena arena, Compute compute, int workers, Distillation distillation) {
    SequenceModel model = model(new Workspace(arena, compute, workers, 1));
    SequenceSteps.draw(model, seed);
    SequenceSteps steps =
        new SequenceSteps(
            arena,
            compute,
            shape(workers),
            model,
            loss,
            distillation,
            maxLength,
            seed,
            eventFeatures().count());
    fill(steps.batch, workers);
    return steps;
  }

  /** The imagined log: each sequence, and the item behind it. */
  int[] log() {
    return new SplittableRandom(seed + 1)
        .ints(Arrays.stream(lengths).sum() + lengths.length, 0, items)
        .toArray();
  }

  void fill(SequenceBatch batch, int workers) {
    int[] log = log();
    int at = 0;
    for (int length : lengths) {
      batch.add(at, length, lastOnly ? length - 1 : 0);
      at += length + 1;
    }
    batch.pack(event -> log[(int) event], true, event -> 1, eventFeatures());
    batch.step = 3;
    SplittableRandom random = new SplittableRandom(seed + 2);
    for (int i = 0; i < loss.samples(); i++) {
      batch.negatives.addSample(i % workers, random.nextInt(items));
    }
    for (int o = 0; o < batch.outputs(); o++) {
      for (int n = 0; n < loss.ownNegatives(); n++) {
        // By the output's number, which does not depend on the workers.
        int item = new SplittableRandom(seed + 31L * batch.number(o) + n).nextInt(items);
        batch.setNegative(o, n, item);
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%s %d/%d on %s%s, max length %d, %s, dropout %s, seed %d",
        network,
        embedding,
        units,
        Arrays.toString(lengths),
        lastOnly ? ", last only" : "",
        maxLength,
        loss.settings().loss() + " " + loss.samples() + "/" + loss.ownNegatives(),
        dropout,
        seed);
  }
}
