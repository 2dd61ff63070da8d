package clickahead.eval;

import clickahead.stats.Holm;
import clickahead.stats.PairedBootstrap;
import clickahead.stats.WilcoxonSignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Compares pairs of models on the same events, session by session, and corrects for the number of
 * comparisons (Holm).
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

  /**
   * Compares at the largest cut-off, in the first of the tie modes.
   *
   * @param pairs names of two models each
   * @param measured by name
   */
  public List<Comparison> of(
      List<List<String>> pairs, Map<String, Measured> measured, MetricChoice choice) {
    List<Comparison> plain = new ArrayList<>();
    for (List<String> pair : pairs) {
      for (Metric metric : choice.metrics()) {
        plain.add(compare(pair, measured, metric, choice.ties().getFirst()));
      }
    }
    double[] bootstrap = Holm.correct(plain.stream().mapToDouble(c -> c.bootstrap().p()).toArray());
    double[] wilcoxon = Holm.correct(plain.stream().mapToDouble(c -> c.wilcoxon().p()).toArray());
    List<Comparison> corrected = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      Comparison c = plain.get(i);
      corrected.add(
          new Comparison(
              c.first(),
              c.second(),
              c.metric(),
              c.k(),
              c.mode(),
              c.bootstrap(),
              c.wilcoxon(),
              bootstrap[i],
              wilcoxon[i]));
    }
    return corrected;
  }

  private Comparison compare(
      List<String> pair, Map<String, Measured> measured, Metric metric, TieMode mode) {
    int k = protocol.cutOffs()[protocol.cutOffs().length - 1];
    Ranks first = measured.get(pair.getFirst()).ranks();
    Ranks second = measured.get(pair.getLast()).ranks();
    double[] sums = new double[events.length];
    double[] buffer = new double[first.mostTargets()];
    for (int e = 0; e < sessionOf.length; e++) {
      sums[sessionOf[e]] +=
          value(first, e, metric, mode, k, buffer) - value(second, e, metric, mode, k, buffer);
    }
    double[] means = new double[events.length];
    Arrays.setAll(means, session -> sums[session] / events[session]);
    PairedBootstrap bootstrap =
        PairedBootstrap.of(sums, events, CONFIDENCE, draws, protocol.tieSeed());
    WilcoxonSignedRank wilcoxon = WilcoxonSignedRank.of(means);
    return new Comparison(
        pair.getFirst(),
        pair.getLast(),
        metric,
        k,
        mode,
        bootstrap,
        wilcoxon,
        bootstrap.p(),
        wilcoxon.p());
  }

  private double value(
      Ranks ranks, int event, Metric metric, TieMode mode, int k, double[] buffer) {
    int targets = ranks.ranks(event, mode, protocol.tieSeed(), buffer);
    return metric.value(buffer, targets, k);
  }
}
