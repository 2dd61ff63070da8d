package clickahead.eval;

import clickahead.stats.PairedBootstrap;
import clickahead.stats.WilcoxonSignedRank;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Do two models differ on the same events, beyond chance?
 *
 * @param first a model
 * @param second another one
 * @param metric compared, at cut-off k in a tie mode
 * @param bootstrap first minus second, with the interval over sessions; p as it is
 * @param wilcoxon of the sessions' mean differences; p as it is
 * @param bootstrapP p corrected for the number of comparisons
 * @param wilcoxonP the same
 */
public record Comparison(
    String first,
    String second,
    Metric metric,
    int k,
    TieMode mode,
    PairedBootstrap bootstrap,
    WilcoxonSignedRank wilcoxon,
    double bootstrapP,
    double wilcoxonP) {

  /** A comparison on its own. */
  static Comparison uncorrected(
      List<String> pair,
      Metric metric,
      int k,
      TieMode mode,
      PairedBootstrap bootstrap,
      WilcoxonSignedRank wilcoxon) {
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

  /** The same as one of several. */
  Comparison corrected(double bootstrap, double wilcoxon) {
    return new Comparison(
        first, second, metric, k, mode, this.bootstrap, this.wilcoxon, bootstrap, wilcoxon);
  }

  /** The comparison as JSON. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("first", first).put("second", second).put("metric", metric.label() + "@" + k);
    json.put("ties", mode.label()).put("difference", bootstrap.difference());
    json.putArray("interval").add(bootstrap.low()).add(bootstrap.high());
    json.put("bootstrap_p", bootstrap.p()).put("bootstrap_p_holm", bootstrapP);
    json.put("wilcoxon_p", wilcoxon.p()).put("wilcoxon_p_holm", wilcoxonP);
    return json;
  }
}
