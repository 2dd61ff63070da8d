package clickahead.baseline;

import clickahead.baseline.PlainSessions.Past;
import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VSKNN, STAN, VSTAN and VMIS-kNN written down as their formulas stand, with maps and sorts: the
 * oracle of the fast ones, which share nothing with it. As the originals on demand, where weights
 * go on below 0.
 */
public final class PlainNeighbours {
  private static final double DAY = 86_400_000;

  private record Similar(Past past, double similarity) {}

  private final PlainSessions sessions;
  private final boolean original;

  /**
   * Remembers a log.
   *
   * @param longest sessions of more distinct items are left out; 0 for none
   * @param original do weights go on below 0, as in the originals?
   */
  public PlainNeighbours(SessionLog train, int longest, boolean original) {
    this.original = original;
    sessions = new PlainSessions(train, longest);
  }

  /** Adds a session behind all others. */
  public void add(int[] clicks, long time, int longest) {
    sessions.add(clicks, time, longest);
  }

  /** A stable sort: of equally similar sessions the newer comes first. */
  private static List<Similar> nearest(List<Similar> similar, int k) {
    return similar.stream()
        .filter(s -> s.similarity() > 0)
        .sorted(Comparator.comparingDouble(Similar::similarity).reversed())
        .limit(k)
        .toList();
  }

  /** Last position of each distinct item, 1 being the oldest click; the latest item first. */
  private static Map<Integer, Integer> positions(int[] clicks) {
    Map<Integer, Integer> positions = new LinkedHashMap<>();
    for (int i = clicks.length - 1; i >= 0; i--) {
      positions.putIfAbsent(clicks[i], i + 1);
    }
    return positions;
  }

  private static int[] last(int[] clicks, int most) {
    return most == 0 || clicks.length <= most
        ? clicks
        : Arrays.copyOfRange(clicks, clicks.length - most, clicks.length);
  }

  /** How many clicks ago the last item that is looked for and in a past session was clicked. */
  private int step(int[] clicks, Past past, Map<Integer, ? extends Number> weights) {
    int step = 1;
    while (!past.items().contains(clicks[clicks.length - step])
        || (!original && weights.get(clicks[clicks.length - step]).doubleValue() == 0)) {
      step++;
    }
    return step;
  }

  private double floor(double weight) {
    return original ? weight : Math.max(0, weight);
  }

  private double decay(Decay kind, int distance) {
    return switch (kind) {
      case DIV -> 1.0 / distance;
      case LINEAR -> floor(1 - 0.1 * distance);
      case SAME -> 1;
      case LOG -> 1 / Math.log10(distance + 1.7);
      case QUADRATIC -> 1.0 / distance / distance;
    };
  }

  private double positionWeight(Decay kind, int position, int clicks) {
    return switch (kind) {
      case DIV -> (double) position / clicks;
      case QUADRATIC -> Math.pow((double) position / clicks, 2);
      case LINEAR -> original && position > 10 ? 0 : floor(1 - 0.1 * (clicks - position));
      case SAME -> 1;
      case LOG -> 1 / Math.log10(clicks - position + 1.7);
    };
  }

  private double rarity(int item) {
    return floor(Math.log(sessions.size()) - Math.log(sessions.events(item)));
  }

  private static double[] dense(Map<Integer, Double> scores, int items) {
    double[] dense = new double[items];
    scores.forEach((item, score) -> dense[item] = score);
    return dense;
  }

  /** Scores of VMIS-kNN [items]. */
  public double[] vmisKnn(int[] session, int items, VmisKnnParameters p) {
    int[] clicks = last(session, p.maxItemsInSession());
    Map<Integer, Integer> positions = positions(clicks);
    List<Similar> similar = new ArrayList<>();
    for (Past past : sessions.recent(positions.keySet(), p.m())) {
      double sum = 0;
      for (Map.Entry<Integer, Integer> e : positions.entrySet()) {
        sum += past.items().contains(e.getKey()) ? e.getValue() : 0;
      }
      similar.add(new Similar(past, sum / positions.size()));
    }
    Map<Integer, Double> scores = new HashMap<>();
    for (Similar near : nearest(similar, p.k())) {
      double weight = near.similarity() * decay(Decay.LINEAR, step(clicks, near.past(), positions));
      for (int item : near.past().items()) {
        double idf = p.idfWeighting() * Math.log((double) sessions.pairs() / sessions.owners(item));
        scores.merge(item, weight * (idf > 0 ? idf : 1), Double::sum);
      }
    }
    if (p.dropLastItem()) {
      scores.remove(clicks[clicks.length - 1]);
    }
    return dense(scores, items);
  }

  /**
   * Scores of VSKNN [items], not normalised; all its parameters but the random sample, of a session
   * whose clicks all have one time.
   */
  public double[] vsknn(int[] session, long now, int items, VsknnParameters p) {
    long[] times = new long[session.length];
    Arrays.fill(times, now);
    return vsknn(session, times, items, p);
  }

  /** Likewise, of clicks at these times. */
  public double[] vsknn(int[] session, long[] allTimes, int items, VsknnParameters p) {
    int[] clicks = last(session, p.lastNClicks());
    long[] times = Arrays.copyOfRange(allTimes, allTimes.length - clicks.length, allTimes.length);
    long now = times[times.length - 1];
    Map<Integer, Double> weights = new LinkedHashMap<>();
    positions(clicks)
        .forEach(
            (item, position) ->
                weights.put(
                    item,
                    p.idfWeightingSession()
                        ? rarity(item)
                        : positionWeight(p.weighting(), position, clicks.length)
                            * (p.dwellingTime() ? dwelling(times, position) : 1)));
    Map<Integer, Double> scores = new HashMap<>();
    for (Similar near :
        nearest(
            similar(weights, p.sampleSize(), p.similarity() == WeightedSimilarity.COSINE).stream()
                .map(s -> new Similar(s.past(), s.similarity() * days(p, now, s.past())))
                .toList(),
            p.k())) {
      double weight =
          near.similarity() * decay(p.weightingScore(), step(clicks, near.past(), weights));
      for (int item : near.past().items()) {
        scores.merge(item, weight * (1 + p.idfWeighting() * rarity(item)), Double::sum);
      }
    }
    if (!p.remind()) {
      weights.keySet().forEach(scores::remove);
    }
    double[] dense = dense(scores, items);
    if (p.remind() && p.pushReminders()) {
      weights
          .keySet()
          .forEach(item -> dense[item] *= 1 + Arrays.stream(clicks).filter(c -> c == item).count());
    }
    if (p.remind() && p.addReminders()) {
      double[] sorted = Arrays.stream(dense).sorted().toArray();
      double place17 = items < 17 ? 0 : sorted[items - 17];
      Arrays.stream(session)
          .distinct()
          .filter(item -> dense[item] > 0)
          .limit(3)
          .filter(item -> (float) dense[item] < (float) place17)
          .forEach(item -> dense[item] = place17 + 1e-4);
    }
    return dense;
  }

  /** The gap behind a click by the largest gap; 1 for the last click, and where all is one time. */
  private static double dwelling(long[] times, int position) {
    long largest = 0;
    for (int i = 1; i < times.length; i++) {
      largest = Math.max(largest, times[i] - times[i - 1]);
    }
    return position == times.length || largest == 0
        ? 1
        : (double) (times[position] - times[position - 1]) / largest;
  }

  private static double days(VsknnParameters p, long now, Past past) {
    return p.weightingTime() ? Math.pow(7.0 / 8, Math.rint((now - past.time()) / DAY)) : 1;
  }

  /** By the weights of the shared items: their cosine, or their sum by the number of items. */
  private List<Similar> similar(Map<Integer, Double> weights, int most, boolean cosine) {
    List<Integer> looked = new ArrayList<>(weights.keySet());
    looked.removeIf(item -> weights.get(item) == 0);
    double squares = 0;
    for (double weight : weights.values()) {
      squares += weight * weight;
    }
    List<Similar> similar = new ArrayList<>();
    for (Past past : sessions.recent(new HashSet<>(looked), most)) {
      double sum = 0;
      // Rounding decides between sessions that are equally similar: the order is the fast ones'.
      for (int item : looked.reversed()) {
        sum += past.items().contains(item) ? weights.get(item) : 0;
      }
      double size = Math.sqrt(past.items().size());
      similar.add(new Similar(past, sum / (cosine ? Math.sqrt(squares) * size : weights.size())));
    }
    return similar;
  }

  /** Scores of STAN [items]. */
  public double[] stan(int[] clicks, long now, int items, StanParameters p) {
    return vstan(
        clicks,
        now,
        items,
        new VstanParameters(
            p.k(), p.sampleSize(), p.lambdaSpw(), p.lambdaSnh(), p.lambdaInh(), 0, 0, p.remind()));
  }

  /** Scores of VSTAN [items]. */
  public double[] vstan(int[] clicks, long now, int items, VstanParameters p) {
    Map<Integer, Integer> positions = positions(clicks);
    Map<Integer, Double> weights = new LinkedHashMap<>();
    positions.forEach(
        (item, position) ->
            weights.put(item, exponential(clicks.length - position, p.lambdaSpw())));
    Map<Integer, Double> scores = new HashMap<>();
    for (Similar near :
        nearest(
            similar(weights, p.sampleSize(), true).stream()
                .map(
                    s ->
                        new Similar(
                            s.past(),
                            s.similarity()
                                * exponential((now - s.past().time()) / DAY, p.lambdaSnh())))
                .toList(),
            p.k())) {
      int shared =
          positions.keySet().stream().mapToInt(near.past()::lastPosition).max().orElseThrow();
      double step = exponential(step(clicks, near.past(), weights) - 1, p.lambdaIpw());
      for (int item : near.past().items()) {
        double distance = Math.abs(near.past().lastPosition(item) - shared);
        scores.merge(
            item,
            near.similarity()
                * step
                * exponential(distance, p.lambdaInh())
                * (1 + p.lambdaIdf() * rarity(item)),
            Double::sum);
      }
    }
    if (!p.remind()) {
      weights.keySet().forEach(scores::remove);
    }
    return dense(scores, items);
  }

  private static double exponential(double distance, double lambda) {
    return lambda == 0 ? 1 : Math.exp(-distance / lambda);
  }
}
