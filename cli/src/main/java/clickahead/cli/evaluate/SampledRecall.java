package clickahead.cli.evaluate;

import clickahead.eval.Evaluation;
import clickahead.eval.Measured;
import clickahead.eval.Progress;
import clickahead.eval.Protocol;
import clickahead.eval.ProtocolWarnings;
import clickahead.eval.Ranker;
import clickahead.eval.TieMode;
import clickahead.eval.Warning;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recall at the largest cut-off among sampled candidates, and among all items. */
public final class SampledRecall {
  private final Protocol protocol;
  private final int k;
  private final Map<String, Double> sampled = new LinkedHashMap<>();
  private final Map<String, Double> all = new LinkedHashMap<>();

  /** The recall that samples would give under a protocol. */
  public SampledRecall(Protocol protocol) {
    this.protocol = protocol;
    k = protocol.cutOffs()[protocol.cutOffs().length - 1];
  }

  /**
   * Adds a model or baseline, which is measured once more.
   *
   * @param measured among the sampled candidates
   */
  public void add(String name, Measured measured, Evaluation evaluation, Ranker ranker) {
    sampled.put(name, measured.metrics().recall(TieMode.STANDARD, k));
    all.put(name, evaluation.amongAll().measure(ranker, Progress.NONE).recall(TieMode.STANDARD, k));
  }

  /** Warns of the recall that a sample of items gives, with it beside the true one. */
  public Warning warning() {
    return ProtocolWarnings.sampled(protocol.candidates().name(), k, sampled, all);
  }
}
