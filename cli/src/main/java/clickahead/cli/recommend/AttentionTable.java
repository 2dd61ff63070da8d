package clickahead.cli.recommend;

import clickahead.AttentionWeight;
import clickahead.cli.console.Console;
import clickahead.cli.console.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a model weighs the clicks of a session.
 *
 * @param weights of the clicks that it looks at, the oldest first
 */
record AttentionTable(List<AttentionWeight> weights) {
  /** Signs of the longest bar. */
  private static final int LONGEST = 30;

  /** Prints a bar for each click, of minus signs where the weight is negative. */
  void print(Console console) {
    double largest = weights.stream().mapToDouble(w -> Math.abs(w.weight())).max().orElse(0);
    TextTable table = new TextTable().row("click", "item", "weight", "attention");
    for (AttentionWeight each : weights) {
      String sign = each.weight() < 0 ? "-" : "#";
      long length = largest == 0 ? 0 : Math.round(LONGEST * Math.abs(each.weight()) / largest);
      table.row(
          each.click() + 1,
          each.item(),
          String.format(Locale.ROOT, "%.4f", each.weight()),
          sign.repeat((int) length));
    }
    table.print(console);
  }

  /** The same for JSON. */
  List<Map<String, Object>> json() {
    return weights.stream().map(AttentionTable::json).toList();
  }

  private static Map<String, Object> json(AttentionWeight weight) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("item", weight.item());
    one.put("weight", weight.weight());
    return one;
  }
}
