package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Draws docs/demo.svg from docs/demo.json, which is what evaluate --json printed for the demo. */
class DemoChartTest {
  private static final String RENEW =
      "mvn -q -pl cli -am test -Dtest=DemoChartTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dclickahead.renew=true";
  private static final int WIDTH = 640;
  private static final int LEFT = 190;
  private static final int BAR = 340;
  private static final int STEP = 34;

  @Test
  void theChartShowsTheMeasuredFigures() throws IOException {
    Path docs = Path.of(System.getProperty("clickahead.root"), "docs");
    String chart = chart(new ObjectMapper().readTree(Files.readString(docs.resolve("demo.json"))));
    Path file = docs.resolve("demo.svg");
    if (Boolean.getBoolean("clickahead.renew")) {
      Files.writeString(file, chart);
    }
    assertThat(file).as("renew it with: %s", RENEW).content().isEqualTo(chart);
  }

  private static String chart(JsonNode result) {
    Map<String, Double> bars = new LinkedHashMap<>();
    bars.put("GRU4Rec (Clickahead)", recall(result.path("metrics")));
    bars.put("Markov chain", recall(result.path("baselines").path("markov-chain")));
    bars.put("session popularity", recall(result.path("baselines").path("session-popularity")));
    bars.put("popularity", recall(result.path("baselines").path("popularity")));
    int height = 60 + STEP * bars.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="14">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="20" y="30" font-size="16" fill="#222222">recall@20, %,d clicks of the e-shop's last 14 days</text>
        """
            .formatted(WIDTH, height, result.path("events").asInt()));
    int y = 50;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      svg.append(bar(bar.getKey(), bar.getValue(), y, y == 50 ? "#1f6feb" : "#a8b3c2"));
      y += STEP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static double recall(JsonNode metrics) {
    return metrics.path("standard").path("recall@20").asDouble();
  }

  private static String bar(String name, double value, int y, String colour) {
    int width = (int) Math.round(BAR * value / 0.75);
    return String.format(
        Locale.ROOT,
        """
        <text x="%d" y="%d" text-anchor="end" fill="#222222">%s</text>
        <rect x="%d" y="%d" width="%d" height="24" rx="2" fill="%s"/>
        <text x="%d" y="%d" fill="#222222">%.3f</text>
        """,
        LEFT - 10,
        y + 17,
        name,
        LEFT,
        y,
        width,
        colour,
        LEFT + width + 8,
        y + 17,
        value);
  }
}
