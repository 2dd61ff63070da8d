package clickahead.cli.train;

import clickahead.cli.console.Progress;
import clickahead.eval.Metrics;
import clickahead.model.EpochReport;
import java.util.Map;

/** How a training tells of its epochs. */
public interface EpochLines {
  /** Progress of one epoch. */
  Progress progress(int epoch, int of);

  /**
   * Adds what an epoch measured on the valid part.
   *
   * @param best is it the best so far?
   */
  void add(Map<String, Object> line, Metrics metrics, boolean best);

  /**
   * Prints an epoch.
   *
   * @param line what there is to say of it
   */
  void print(EpochReport epoch, Map<String, Object> line);
}
