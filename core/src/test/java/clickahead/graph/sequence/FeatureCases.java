package clickahead.graph.sequence;

import clickahead.data.Catalog;
import clickahead.data.ColumnEncoding;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.model.FeatureInputs;
import clickahead.model.SelectedFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Features for {@link SequenceCase}: of a random catalogue, and of random events. */
final class FeatureCases {
  private FeatureCases() {}

  /** Vectors as they are and through a layer, a bag of weighted terms, and buckets of a number. */
  static FeatureInputs ofCatalogue(Workspace space, int items, int embedding, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 4);
    float[][] image = new float[items][3];
    float[][] text = new float[items][5];
    List<String> ids = new ArrayList<>();
    List<String> prices = new ArrayList<>();
    int[] starts = new int[items + 1];
    for (int i = 0; i < items; i++) {
      ids.add("item" + i);
      prices.add(i % 4 == 0 ? "" : Integer.toString(random.nextInt(20)));
      starts[i + 1] = starts[i] + random.nextInt(3);
      for (int k = 0; k < 5; k++) {
        image[i][k % 3] = (float) random.nextDouble(-1, 1);
        text[i][k] = (float) random.nextDouble(-1, 1);
      }
    }
    int[] terms = random.ints(starts[items], 0, 4).toArray();
    float[] weights = new float[terms.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(0.1, 1);
    }
    ItemFeatures known =
        new ItemFeatures(
            Map.of("image", ItemVectors.of(image), "text", ItemVectors.of(text)),
            Map.of("title", ItemTerms.of(starts, terms, weights, List.of("a", "b", "c", "d"))));
    Catalog catalog = Catalog.of(ids, Map.of("price", prices)).with(known);
    SelectedFeatures selected =
        SelectedFeatures.parse("image:vector/text:vector:2/title:tfidf/price:bucketed:3");
    return FeatureInputs.zeros(space, catalog, selected, Pooling.MEAN, embedding, 1);
  }

  private static final int TAGS = 5;

  /**
   * A token and a number of the event, the time since the one before, a token of the session, a
   * list of tokens, and a vector as it is and one through a layer.
   */
  static FeatureInputs ofEvents(Workspace space, int items, int embedding, Pooling pooling) {
    Map<String, ColumnEncoding> encodings =
        Map.of(
            "event:type", new ColumnEncoding(List.of("a", "b", "c"), List.of()),
            "event:price", new ColumnEncoding(List.of(), List.of()),
            "event:dwell", new ColumnEncoding(List.of(), List.of(1.0, 2.0)),
            "session:country", new ColumnEncoding(List.of("x", "y"), List.of()),
            "event:tags",
                new ColumnEncoding(
                    IntStream.range(0, TAGS).mapToObj(i -> "tag" + i).toList(), List.of()),
            "event:image", new ColumnEncoding(List.of(), List.of(3.0)),
            "session:text", new ColumnEncoding(List.of(), List.of(5.0)));
    Catalog catalog =
        Catalog.of(Collections.nCopies(items, "item"), Map.of())
            .with(ItemFeatures.NONE.encoded(encodings));
    SelectedFeatures selected =
        SelectedFeatures.parse(
            "event:type/event:price:float/event:dwell/session:country/event:tags:token_seq"
                + "/event:image:vector/session:text:vector:2");
    return FeatureInputs.zeros(space, catalog, selected, pooling, embedding, 1);
  }

  /** What events have of these; some lack something, and the first of a sequence its dwell time. */
  static EventFeatures values(long seed, Pooling pooling) {
    int lists = 9;
    int[] rows = {3, 1, 3, 2, lists, 1, 1};
    SplittableRandom random = new SplittableRandom(seed + 5);
    int[] starts = new int[lists + 1];
    for (int list = 0; list < lists; list++) {
      starts[list + 1] = starts[list] + random.nextInt(4);
    }
    int[] tags = random.ints(starts[lists], 0, TAGS).toArray();
    FeatureColumn column = new FeatureColumn(TAGS, starts, tags, null, pooling);
    return new EventFeatures() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public int row(int feature, long place, long previous) {
        if (feature == 2 && previous == NO_PLACE) {
          return MiniBatch.NONE;
        }
        return new SplittableRandom(seed + 17 * place + feature).nextInt(-1, rows[feature]);
      }

      @Override
      public double amount(int feature, long place, long previous) {
        return feature == 1 ? Math.sin(seed + place) : 1;
      }

      @Override
      public FeatureColumn lists(int feature) {
        return feature == 4 ? column : null;
      }

      @Override
      public void vector(int feature, long place, float[] to) {
        for (int k = 0; k < to.length; k++) {
          to[k] = (float) Math.sin(seed + 3 * place + feature + k);
        }
      }
    };
  }
}
