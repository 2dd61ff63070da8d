package clickahead.report;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import clickahead.tune.Trial;
import clickahead.tune.Trial.State;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The page and the pictures of studies that are made up. */
class StudyPageTest {
  private static final Map<String, String> SPACE = new LinkedHashMap<>();

  static {
    SPACE.put("rate", "0.001 to 1 log");
    SPACE.put("units", "0 to 200 step 50");
    SPACE.put("act", "[tanh, \"a<b,c\"]");
    SPACE.put("fixed", "[7]");
  }

  private static StudyRecord study(Trial... trials) {
    StudyPlan.Typed typed =
        new StudyPlan.Typed(List.of("shop"), List.of("tune", "shop", "--out", "a.study"));
    StudyPlan plan =
        new StudyPlan("m<1>", "d", "mrr@5", Map.of(), SPACE, "tpe", 1, StudyPlan.HALVING, 2, typed);
    return new StudyRecord(plan, List.of(trials));
  }

  private static Trial trial(int n, State state, double value, String rate, String units) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rate", rate);
    values.put("units", units);
    values.put("act", n % 2 == 0 ? "tanh" : "a<b,c");
    values.put("fixed", "7");
    boolean failed = state == State.FAILED;
    return new Trial(
        n,
        state,
        values,
        new TreeMap<>(failed ? Map.of() : Map.of(state == State.PRUNED ? 1 : 9, value)),
        1.5,
        failed ? "loss is <NaN> & more" : "");
  }

  private static StudyRecord everyKind() {
    return study(
        trial(1, State.COMPLETE, 0.2, "0.001", "0"),
        trial(2, State.PRUNED, 0.15, "0.0316228", "100"),
        trial(3, State.FAILED, 0, "1", "200"),
        trial(4, State.COMPLETE, 0.3, "0.0316228", "50"),
        trial(5, State.COMPLETE, 0.25, "1", "100"),
        trial(6, State.COMPLETE, -3, "0.1", "150"));
  }

  private static String requireXml(String text) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return text;
  }

  @Test
  void thePageNamesTheBestTrialAndLoadsNothing() throws Exception {
    String html = requireXml(StudyPage.of(everyKind(), List.of("clickahead tune 'a & b'")));
    assertThat(html)
        .contains("Trial 4 is the best, with mrr@5 0.3000.")
        .contains("rate: 0.0316228, units: 50, act: tanh, fixed: 7")
        .contains("6 trials: 4 complete, 1 pruned, 1 failed")
        .contains("clickahead tune 'a &amp; b'")
        .contains("title=\"loss is &lt;NaN&gt; &amp; more\"")
        .contains("can be said once 10 trials were measured")
        .doesNotContain("http://", "https://", "src=", "href=");
    requireXml(StudyPage.pictures(everyKind()));
  }

  @Test
  void everyTrialIsInEveryPictureAndALookOfItsOwnTellsItsEnd() {
    StudyCharts charts = new StudyCharts(everyKind());
    List<Picture> pictures = new ArrayList<>(charts.slices());
    assertThat(pictures).as("one for each parameter that can differ").hasSize(3);
    pictures.add(charts.progress());
    for (Picture picture : pictures) {
      for (int n = 1; n <= 6; n++) {
        assertThat(mark(picture, n)).as("trial %d in %s", n, picture.label()).isNotEmpty();
      }
      assertThat(mark(picture, 1)).contains("<circle").contains(" fill=");
      assertThat(mark(picture, 2)).contains("class=\"few\"").contains("after 1 epoch, pruned");
      assertThat(mark(picture, 3)).contains("l6,6 m0,-6").contains("failed: loss is");
      assertThat(mark(picture, 4)).contains("r=\"6\"");
      assertThat(mark(picture, 6)).as("far below: an arrow").contains("l8,0 l-4,7 z");
    }
  }

  private static String mark(Picture picture, int trial) {
    Matcher mark =
        Pattern.compile("<g class=\"trial-" + trial + "\">.*?</g>", Pattern.DOTALL)
            .matcher(picture.body());
    assertThat(mark.find()).isTrue();
    return mark.group();
  }

  private static double x(Picture picture, int trial) {
    Matcher x = Pattern.compile("(?:cx=\"|d=\"M)([0-9.]+)").matcher(mark(picture, trial));
    assertThat(x.find()).isTrue();
    return Double.parseDouble(x.group(1));
  }

  @Test
  void aLogarithmicRangeIsDrawnAsSuchAndAListInStrips() {
    List<Picture> slices = new StudyCharts(everyKind()).slices();
    double middle = (x(slices.get(0), 1) + x(slices.get(0), 5)) / 2;
    assertThat(x(slices.get(0), 4))
        .as("the root of 0.001 times 1")
        .isBetween(middle - 1, middle + 1);
    assertThat(slices.get(0).body()).contains(">0.001<", ">0.01<", ">0.1<", ">1<");
    double half = (x(slices.get(1), 1) + x(slices.get(1), 5)) / 2;
    assertThat(x(slices.get(1), 4)).as("50 of 0 to 100").isBetween(half - 1, half + 1);
    double border = TrialScale.LEFT + TrialScale.WIDE / 2.0;
    assertThat(List.of(x(slices.get(2), 2), x(slices.get(2), 4))).allMatch(x -> x < border);
    assertThat(List.of(x(slices.get(2), 1), x(slices.get(2), 5))).allMatch(x -> x > border);
    assertThat(slices.get(2).body()).contains(">a&lt;b,c</text>");
  }

  @Test
  void theLineOfTheBestSoFarNeverFalls() {
    Matcher line =
        Pattern.compile("<path d=\"M[0-9.]+,([0-9.]+)(( H[0-9.]+ V[0-9.]+)*) H")
            .matcher(new StudyCharts(everyKind()).progress().body());
    assertThat(line.find()).isTrue();
    Matcher step = Pattern.compile("V([0-9.]+)").matcher(line.group(2));
    double y = Double.parseDouble(line.group(1));
    int steps = 0;
    while (step.find()) {
      assertThat(Double.parseDouble(step.group(1))).as("y grows downwards").isLessThanOrEqualTo(y);
      y = Double.parseDouble(step.group(1));
      steps++;
    }
    assertThat(steps).as("of four complete trials").isEqualTo(3);
  }

  @Test
  void studiesOfNothingOfOneTrialAndOfFailuresHavePagesToo() throws Exception {
    for (StudyRecord study :
        List.of(
            study(),
            study(trial(1, State.COMPLETE, 0, "0.1", "0")),
            study(trial(2, State.PRUNED, 0.5, "0.1", "0")),
            study(trial(1, State.FAILED, 0, "0.1", "0"), trial(2, State.FAILED, 0, "1", "50")))) {
      assertThat(requireXml(StudyPage.of(study, List.of()))).doesNotContain("NaN\"", "Infinity");
      assertThat(requireXml(StudyPage.pictures(study))).doesNotContain("NaN\"", "Infinity");
    }
  }

  @Test
  void withEnoughTrialsThereIsABarForEachParameter() throws Exception {
    List<Trial> trials = new ArrayList<>();
    for (int n = 1; n <= 40; n++) {
      String units = "" + 50 * (n % 5);
      trials.add(trial(n, State.COMPLETE, 0.01 * (n % 5) + 0.0001 * n, "0.0" + n, units));
    }
    StudyRecord study = study(trials.toArray(Trial[]::new));
    String bars = new StudyCharts(study).importance().orElseThrow().body();
    assertThat(bars)
        .containsPattern("(?s)>units<.*>rate<")
        .contains(">act<")
        .doesNotContain("fixed");
    assertThat(requireXml(StudyPage.of(study, List.of()))).contains("with an R² of 0.");
  }
}
