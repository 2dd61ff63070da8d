package clickahead.cli;

import clickahead.eval.Metrics;
import clickahead.eval.TieMode;
import clickahead.model.EpochReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Prints one line per epoch, for people or as JSON. */
final class EpochTable {
  /** Items among which a hit counts. */
  static final int CUT_OFF = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final boolean json;
  private boolean headPrinted;

  EpochTable(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  Progress progress(int epoch, int of) {
    return console.progress("epoch " + epoch + "/" + of, "events");
  }

  /**
   * Prints an epoch.
   *
   * @param validation metrics on the valid part; null where it is not measured
   */
  void print(EpochReport epoch, Metrics validation) {
    double recall = validation == null ? 0 : validation.recall(TieMode.CONSERVATIVE, CUT_OFF);
    double mrr = validation == null ? 0 : validation.mrr(TieMode.CONSERVATIVE, CUT_OFF);
    if (json) {
      Map<String, Object> values = asMap(epoch);
      if (validation != null) {
        values.put("recall@20", recall);
        values.put("mrr@20", mrr);
      }
      console.line("%s", JSON.writeValueAsString(values));
      return;
    }
    if (!headPrinted) {
      String head = "%5s %10s %9s %15s %12s";
      String line = head.formatted("epoch", "loss", "seconds", "mini-batches/s", "events/s");
      console.line("%s%s", line, validation == null ? "" : "  recall@20    mrr@20");
      headPrinted = true;
    }
    double seconds = Math.max(epoch.seconds(), 1e-9);
    String line =
        String.format(
            Locale.ROOT,
            "%5d %10.4f %9.2f %15.0f %12.0f",
            epoch.epoch(),
            epoch.loss(),
            epoch.seconds(),
            epoch.batches() / seconds,
            epoch.events() / seconds);
    if (validation != null) {
      line += String.format(Locale.ROOT, "%11.4f%10.4f", recall, mrr);
    }
    console.line("%s", line);
  }

  static Map<String, Object> asMap(EpochReport epoch) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", epoch.epoch());
    map.put("loss", epoch.loss());
    map.put("seconds", epoch.seconds());
    map.put("batches", epoch.batches());
    map.put("events", epoch.events());
    return map;
  }
}
