package clickahead.eval;

import clickahead.stats.Holm;
import clickahead.stats.SessionBootstrap;
import clickahead.stats.WilcoxonSignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares pairs of models on the same events, session by session, and corrects for the number of
 * comparisons (Holm). Figures are those at the largest cut-off, in the first of the tie modes.
 */
public final class Comparisons {
  private static final double CONFIDENCE = 0.95;

  private final Protocol protocol;
  private final int[] sessionOf;
  private final int[] events;
  private final int draws;

  /**
   * Compares on an evaluation's events.
   *
   * @param draws of the bootstrap
   */
  public Comparisons(Evaluation evaluation, int draws) {
    this.protocol = evaluation.protocol();
    this.draws = draws;
    Targets targets = evaluation.targets();
    sessionOf = new int[targets.events()];
    int sessions = 0;
    int before = -1;
    for (int e = 0; e < sessionOf.length; e++) {
      int session = targets.test().sessionOf(targets.transitions()[e]);
      sessions += session == before ? 0 : 1;
      before = session;
      sessionOf[e] = sessions - 1;
    }
    events = new int[sessions];
    Arrays.stream(sessionOf).forEach(session -> events[session]++);
  }

  /** What is drawn: a metric of a model. */
  private record Row(String model, Metric metric) {}

  /** Each session's sum of each row, and their means over drawn sessions. */
  private final class Draws {
    private final List<Row> rows = new ArrayList<>();
    private final double[][] sums;
    private final SessionBootstrap bootstrap;

    Draws(Collection<String> models, Map<String, Measured> measured, MetricChoice choice) {
      for (String model : models) {
        choice.metrics().forEach(metric -> rows.add(new Row(model, metric)));
      }
      sums = new double[rows.size()][];
      for (int r = 0; r < sums.length; r++) {
        Ranks ranks = measured.get(rows.get(r).model()).ranks();
        sums[r] = sums(ranks, rows.get(r).metric(), choice.ties().getFirst());
      }
      bootstrap = SessionBootstrap.of(sums, events, draws, protocol.tieSeed());
    }

    private double[] differences(int first, int second) {
      double[] means = new double[events.length];
      Arrays.setAll(means, s -> (sums[first][s] - sums[second][s]) / events[s]);
      return means;
    }
  }

  /**
   * Compares two models each.
   *
   * @param pairs names of two models each
   * @param measured by name
   */
  public List<Comparison> of(
      List<List<String>> pairs, Map<String, Measured> measured, MetricChoice choice) {
    Set<String> models = new LinkedHashSet<>();
    pairs.forEach(models::addAll);
    Draws drawn = new Draws(models, measured, choice);
    List<Comparison> plain = new ArrayList<>();
    for (List<String> pair : pairs) {
      for (Metric metric : choice.metrics()) {
        plain.add(compare(pair, metric, choice.ties().getFirst(), drawn));
      }
    }
    double[] bootstrap = Holm.correct(plain.stream().mapToDouble(c -> c.bootstrap().p()).toArray());
    double[] wilcoxon = Holm.correct(plain.stream().mapToDouble(c -> c.wilcoxon().p()).toArray());
    List<Comparison> corrected = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      corrected.add(plain.get(i).corrected(bootstrap[i], wilcoxon[i]));
    }
    return corrected;
  }

  /** How sure each model's own figures are. */
  public List<Estimate> estimates(Map<String, Measured> measured, MetricChoice choice) {
    Draws drawn = new Draws(measured.keySet(), measured, choice);
    List<Estimate> estimates = new ArrayList<>();
    for (int r = 0; r < drawn.rows.size(); r++) {
      SessionBootstrap.Interval interval = drawn.bootstrap.interval(r, CONFIDENCE);
      estimates.add(
          new Estimate(
              drawn.rows.get(r).model(),
              drawn.rows.get(r).metric(),
              cutOff(),
              choice.ties().getFirst(),
              drawn.bootstrap.mean(r),
              interval.low(),
              interval.high()));
    }
    return estimates;
  }

  private Comparison compare(List<String> pair, Metric metric, TieMode mode, Draws drawn) {
    int first = drawn.rows.indexOf(new Row(pair.getFirst(), metric));
    int second = drawn.rows.indexOf(new Row(pair.getLast(), metric));
    return Comparison.uncorrected(
        pair,
        metric,
        cutOff(),
        mode,
        drawn.bootstrap.difference(first, second, CONFIDENCE),
        WilcoxonSignedRank.of(drawn.differences(first, second)));
  }

  private int cutOff() {
    return protocol.cutOffs()[protocol.cutOffs().length - 1];
  }

  private double[] sums(Ranks ranks, Metric metric, TieMode mode) {
    double[] sums = new double[events.length];
    double[] buffer = new double[ranks.mostTargets()];
    for (int e = 0; e < sessionOf.length; e++) {
      int targets = ranks.ranks(e, mode, protocol.tieSeed(), buffer);
      sums[sessionOf[e]] += metric.value(buffer, targets, cutOff());
    }
    return sums;
  }
}
