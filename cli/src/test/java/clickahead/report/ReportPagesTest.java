package clickahead.report;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.eval.Comparisons;
import clickahead.eval.Evaluation;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Measured;
import clickahead.eval.Metric;
import clickahead.eval.MetricChoice;
import clickahead.eval.Metrics;
import clickahead.eval.Ranks;
import clickahead.eval.SliceTable;
import clickahead.eval.Slices;
import clickahead.eval.TestSessions;
import clickahead.eval.Warning;
import clickahead.report.ComparisonReport.Setup;
import clickahead.report.ModelReport.AnswerTimes;
import clickahead.report.ModelReport.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The pages of comparisons whose ranks are made up. */
class ReportPagesTest {
  private static final int SESSIONS = 200;

  private final Evaluation evaluation;

  ReportPagesTest() {
    int[][] sessions = new int[SESSIONS][4];
    evaluation = new Evaluation(TestSessions.of(SessionLog.of(sessions)), 1, 10);
  }

  /** Ranks at random, by so many places better. */
  private Measured measured(long seed, int better) {
    SplittableRandom random = new SplittableRandom(seed);
    Ranks ranks = evaluation.newRanks();
    for (int t = 0; t < ranks.size(); t++) {
      ranks.set(t, Math.max(0, random.nextInt(20) - better), 0);
    }
    return new Measured(ranks, Metrics.of(ranks, 1, 10), List.of());
  }

  private ComparisonReport report(Map<String, Measured> measured, String data) {
    List<List<String>> pairs = new ArrayList<>();
    List<ModelReport> models = new ArrayList<>();
    Map<String, Metrics> curves = new LinkedHashMap<>();
    for (String name : measured.keySet()) {
      models.forEach(other -> pairs.add(List.of(other.name(), name)));
      models.add(model(name));
      curves.put(name, Metrics.of(measured.get(name).ranks(), 1, 2, 5, 10));
    }
    Comparisons comparisons = new Comparisons(evaluation, 999);
    EvaluationResult result =
        EvaluationResult.of(0, measured, Map.of())
            .withSlices(
                List.of(
                    SliceTable.of(
                        new Slices(evaluation).position(), measured, evaluation.protocol())))
            .withWarnings(List.of(new Warning("odd", "a < b & c", "Mind 50 % of it")));
    return new ComparisonReport(
        new Setup(data, Map.of("items", "<3 & more"), "clickahead compare 'a & b'", 999),
        models,
        pairs.isEmpty()
            ? result
            : result.withComparisons(comparisons.of(pairs, measured, MetricChoice.DEFAULT)),
        comparisons.estimates(measured, MetricChoice.DEFAULT),
        curves,
        MetricChoice.DEFAULT);
  }

  private static ModelReport model(String name) {
    AnswerTimes answers = new AnswerTimes(10, 20, 0.1, 12, 345, 6789, OptionalLong.empty());
    return new ModelReport(
        name,
        "vsknn",
        "neighbours",
        Map.of("k", "5"),
        Map.of("k", 5, "m", 7),
        List.of("clickahead train"),
        Optional.empty(),
        Optional.of(new Outcome(3, 75, OptionalLong.of(228_000_000), 4321, answers)),
        "");
  }

  private Map<String, Measured> threeModels() {
    Map<String, Measured> measured = new LinkedHashMap<>();
    measured.put("poor", measured(1, 0));
    measured.put("good", measured(2, 9));
    // the same sessions, one of them a little worse: nothing that could not be chance
    Measured close = measured(2, 9);
    close.ranks().set(0, 15, 0);
    measured.put("close", new Measured(close.ranks(), Metrics.of(close.ranks(), 1, 10), List.of()));
    return measured;
  }

  private static void requireXml(String text) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theBestIsNamedAndWhatIsNotSignificantlyWorse() {
    ComparisonReport report = report(threeModels(), "shop");
    assertThat(report.names()).containsExactly("good", "close", "poor");
    Standing standing = Standing.of(report, Metric.RECALL);
    assertThat(standing.isBest("good")).isTrue();
    assertThat(standing.close()).containsExactly("close");
    assertThat(standing.sentence(report))
        .matches("good has the best recall@10, 0\\.\\d{4}; not significantly worse: close\\.");
    assertThat(LatexTable.of(report))
        .containsPattern("good & \\\\textbf\\{0\\.\\d{4}\\} & \\\\textbf")
        .containsPattern("close & \\\\underline\\{0\\.\\d{4}\\}")
        .containsPattern("poor & 0\\.\\d{4} & 0\\.\\d{4} & 1 min 15 s & 228 MB & 12 ");
    assertThat(MarkdownPage.of(report)).contains("| good | **0.", "| close | *0.", "| poor | 0.");
  }

  @Test
  void everyPictureGivesAModelTheSameColour() {
    String html = HtmlPage.of(report(threeModels(), "shop"));
    for (String model : List.of("good", "close", "poor")) {
      int n = List.of("good", "close", "poor").indexOf(model);
      String dot = "stroke=\"" + ChartStyle.colour(n) + "\"[^>]*><title>" + model + ", ";
      String other = "stroke=\"(?!" + ChartStyle.colour(n) + ")[^>]*><title>" + model + ", ";
      assertThat(html).containsPattern(dot).doesNotContainPattern(other);
    }
  }

  @Test
  void namesWithMarksOfTheirOwnAreText() throws Exception {
    ComparisonReport report = report(threeModels(), "a<b>&\"c\"_d%");
    String html = HtmlPage.of(report);
    requireXml(html);
    assertThat(html).contains("a&lt;b&gt;&amp;&quot;c&quot;_d%", "a &lt; b &amp; c", "&lt;3 &amp;");
    assertThat(LatexTable.of(report)).contains("a<b>\\&\"c\"\\_d\\%");
    assertThat(MarkdownPage.of(report)).contains("a\\<b\\>&\"c\"\\_d%");
  }

  @Test
  void oneModelAloneAndModelsThatDoNotDifferHavePagesToo() throws Exception {
    requireXml(HtmlPage.of(report(Map.of("only", measured(1, 0)), "shop")));
    Map<String, Measured> perfect = new LinkedHashMap<>();
    for (int n = 0; n < 9; n++) {
      perfect.put("model-" + n, measured(n, 20));
    }
    ComparisonReport report = report(perfect, "shop");
    requireXml(HtmlPage.of(report));
    assertThat(Standing.of(report, Metric.MRR).best()).isEqualTo("model-0");
    assertThat(Standing.of(report, Metric.MRR).close()).hasSize(8);
    assertThat(HtmlPage.of(report))
        .as("models beyond the colours have dashes")
        .containsPattern("class=\"model-8\"><polyline[^>]* stroke-dasharray=");
  }
}
