package clickahead.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How varied the lists of the first k are, over all events together; definitions as in RecBole 1.2,
 * whose entropy is divided by the number of different items that are listed.
 *
 * @param k length of the lists
 * @param itemCoverage share of all items that stand in any list
 * @param averagePopularity mean training clicks of the listed items
 * @param giniIndex 0: all items are listed equally often; towards 1: few take all places
 * @param shannonEntropy entropy (in nats) of the listed items' frequencies, per different item
 * @param tailPercentage share of the places taken by the tenth of the items with the fewest clicks
 */
public record ListDiversity(
    int k,
    double itemCoverage,
    double averagePopularity,
    double giniIndex,
    double shannonEntropy,
    double tailPercentage) {
  private static final double TAIL = 0.1;

  /**
   * Of lists.
   *
   * @param k length of the lists
   * @param listed how often each item was listed [N], at least one of them
   * @param supports clicks of each item in training [N]
   */
  static ListDiversity of(int k, long[] listed, int[] supports) {
    double places = Arrays.stream(listed).sum();
    double popularity = 0;
    double entropy = 0;
    for (int i = 0; i < listed.length; i++) {
      double share = listed[i] / places;
      popularity += share * supports[i];
      entropy -= listed[i] == 0 ? 0 : share * Math.log(share);
    }
    long different = Arrays.stream(listed).filter(count -> count > 0).count();
    return new ListDiversity(
        k,
        (double) different / listed.length,
        popularity,
        gini(listed, places),
        entropy / different,
        tail(listed, supports) / places);
  }

  /** Half the mean difference of two items' counts, over the mean count. */
  private static double gini(long[] listed, double places) {
    long[] sorted = Arrays.stream(listed).sorted().toArray();
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return sum / places / sorted.length;
  }

  private static double tail(long[] listed, int[] supports) {
    return IntStream.range(0, supports.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> supports[i]))
        .limit(Math.max(1, (int) (supports.length * TAIL)))
        .mapToLong(i -> listed[i])
        .sum();
  }

  /** The figures by the names that tables and JSON use. */
  public Map<String, Double> asMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("item_coverage@" + k, itemCoverage);
    map.put("average_popularity@" + k, averagePopularity);
    map.put("gini_index@" + k, giniIndex);
    map.put("shannon_entropy@" + k, shannonEntropy);
    map.put("tail_percentage@" + k, tailPercentage);
    return map;
  }
}
