package clickahead.cli;

import clickahead.train.EpochReport;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Prints one line per epoch, for people or as JSON. */
final class EpochTable {
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

  void print(EpochReport epoch) {
    if (json) {
      console.line("%s", JSON.writeValueAsString(asMap(epoch)));
      return;
    }
    if (!headPrinted) {
      console.line(
          "%5s %10s %9s %15s %12s", "epoch", "loss", "seconds", "mini-batches/s", "events/s");
      headPrinted = true;
    }
    double seconds = Math.max(epoch.seconds(), 1e-9);
    console.line(
        "%5d %10.4f %9.2f %15.0f %12.0f",
        epoch.epoch(),
        epoch.loss(),
        epoch.seconds(),
        epoch.batches() / seconds,
        epoch.events() / seconds);
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
