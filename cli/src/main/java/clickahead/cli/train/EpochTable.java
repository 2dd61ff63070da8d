package clickahead.cli.train;

import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.eval.Metrics;
import clickahead.eval.TieMode;
import clickahead.model.EpochReport;
import clickahead.train.ValidationParameters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Prints one line per epoch, for people or as JSON. */
public final class EpochTable implements EpochLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final boolean json;
  private final boolean validates;
  private final String recall;
  private final String mrr;
  private boolean headPrinted;

  EpochTable(Console console, ValidationParameters validation, boolean json) {
    this.console = console;
    this.json = json;
    validates = validation.validates();
    recall = "recall@" + validation.valid().cutOff();
    mrr = "mrr@" + validation.valid().cutOff();
  }

  @Override
  public Progress progress(int epoch, int of) {
    return console.progress("epoch " + epoch + "/" + of, "events");
  }

  /** What there is to say of an epoch. */
  public static Map<String, Object> asMap(EpochReport epoch) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", epoch.epoch());
    if (!Double.isNaN(epoch.loss())) {
      map.put("loss", epoch.loss());
    }
    map.put("seconds", epoch.seconds());
    map.put("batches", epoch.batches());
    map.put("events", epoch.events());
    return map;
  }

  @Override
  public void add(Map<String, Object> line, Metrics metrics, boolean best) {
    int k = metrics.cutOffs().getFirst();
    line.put(recall, metrics.recall(TieMode.CONSERVATIVE, k));
    line.put(mrr, metrics.mrr(TieMode.CONSERVATIVE, k));
    line.put("best", best);
  }

  @Override
  public void print(EpochReport epoch, Map<String, Object> line) {
    if (json) {
      console.line("%s", JSON.writeValueAsString(line));
      return;
    }
    if (!headPrinted) {
      String head =
          "%5s %10s %9s %15s %12s"
              .formatted("epoch", "loss", "seconds", "mini-batches/s", "events/s");
      console.line("%s%s", head, validates ? "%11s%10s".formatted(recall, mrr) : "");
      headPrinted = true;
    }
    double seconds = Math.max(epoch.seconds(), 1e-9);
    // Models that count and sort have neither a loss nor mini-batches.
    boolean learns = !Double.isNaN(epoch.loss());
    String text =
        String.format(
            Locale.ROOT,
            "%5d %10s %9.2f %15s %12.0f",
            epoch.epoch(),
            learns ? String.format(Locale.ROOT, "%.4f", epoch.loss()) : "-",
            epoch.seconds(),
            learns ? String.format(Locale.ROOT, "%.0f", epoch.batches() / seconds) : "-",
            epoch.events() / seconds);
    if (line.containsKey(recall)) {
      text += String.format(Locale.ROOT, "%11.4f%10.4f", number(line, recall), number(line, mrr));
      text += Boolean.TRUE.equals(line.get("best")) ? "  best so far" : "";
    }
    console.line("%s", text);
  }

  private static double number(Map<String, Object> line, String name) {
    return ((Number) line.get(name)).doubleValue();
  }
}
