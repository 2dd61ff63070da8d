package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.InputException;
import clickahead.tune.Trial.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Studies survive what happens to their file. */
class StudyTest {
  static final StudyPlan.Typed TYPED =
      new StudyPlan.Typed(List.of("shop"), List.of("tune", "shop", "--out", "shop.study"));

  private static final Space SPACE =
      new Space(
          List.of(
              new Dimension("x", new Range(dec("0"), dec("1"), dec("0.1"), false), "space:1"),
              new Dimension("k\u00e4fer", new Choice(List.of("a", "b\"")), "space:2")));

  /**
   * A study goes on from one in so many of its bytes: each time it writes to the disk many times.
   */
  private static final int STRIDE = 149;

  @TempDir private Path folder;

  private static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  private static StudyPlan plan(long seed, SamplerChoice sampler) {
    return new StudyPlan(
        "m",
        "data",
        "recall@20",
        Map.of("f", "1"),
        SPACE.asText(),
        "" + sampler,
        seed,
        "none",
        1,
        TYPED);
  }

  /** A trial that is measured without a model; some fail, some are pruned. */
  private static Trial trial(int number, Map<String, String> values) {
    double x = Double.parseDouble(values.get("x"));
    double value =
        1 / (3 + (x - 0.7) * (x - 0.7)) + (values.get("k\u00e4fer").equals("a") ? 0.1 : 0);
    State state = number % 5 == 0 ? State.FAILED : number % 3 == 0 ? State.PRUNED : State.COMPLETE;
    Map<Integer, Double> measured =
        state == State.COMPLETE ? Map.of(1, value / 2, 4, value) : Map.of(1, value);
    String problem = state == State.FAILED ? "the loss is NaN" : "";
    return new Trial(number, state, values, new TreeMap<>(measured), 0.25, problem);
  }

  private static void goOn(Path file, StudyPlan plan, SamplerChoice sampler, int trials)
      throws IOException {
    Sampler chooser = sampler.of(SPACE, plan.seed());
    try (Study study = Study.open(file, plan)) {
      while (study.record().trials().size() < trials) {
        Map<String, String> values = chooser.next(study.record().trials()).orElseThrow();
        study.add(trial(study.record().trials().size() + 1, values));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileCutAtAnyByteGoesOnToTheSameTrials(SamplerChoice sampler) throws IOException {
    StudyPlan plan = plan(7, sampler);
    Path whole = folder.resolve("whole");
    goOn(whole, plan, sampler, 16);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut");
    for (int length = 0; length < bytes.length; length++) {
      byte[] left = Arrays.copyOf(bytes, length);
      Files.write(cut, left);
      try (Study study = Study.open(cut, plan)) {
        int lines =
            (int)
                new String(left, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
        assertThat(study.record().trials())
            .as("cut at byte %d", length)
            .hasSize(Math.max(0, lines - 1));
      }
      if (length % STRIDE == 0) {
        goOn(cut, plan, sampler, 16);
        assertThat(Files.readAllBytes(cut)).as("cut at byte %d", length).isEqualTo(bytes);
      }
    }
  }

  @Test
  void anotherStudyIsRefusedAndLeftAsItIs() throws IOException {
    Path file = folder.resolve("study");
    goOn(file, plan(7, SamplerChoice.RANDOM), SamplerChoice.RANDOM, 2);
    byte[] bytes = Files.readAllBytes(file);
    assertThatThrownBy(() -> Study.open(file, plan(8, SamplerChoice.RANDOM)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("study:1: the study has seed 7, now it is 8. Go on with what it was");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aFileThatIsNoStudyIsRefusedAndLeftAsItIs() throws IOException {
    for (String text : List.of("layers: 100", "layers: 100\n", "{\"study\":2,\"x\":1}\n")) {
      Path file = Files.writeString(folder.resolve("other"), text);
      assertThatThrownBy(() -> Study.open(file, plan(7, SamplerChoice.RANDOM)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is there and no study");
      assertThat(file).content().isEqualTo(text);
    }
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = folder.resolve("study");
    goOn(file, plan(7, SamplerChoice.RANDOM), SamplerChoice.RANDOM, 3);
    List<String> lines = Files.readAllLines(file);
    for (String damage : List.of("{\"trial\":2", "{\"trial\":2,\"state\":\"done\"}", "{}")) {
      lines.set(2, damage);
      Files.write(file, lines);
      assertThatThrownBy(() -> Study.open(file, plan(7, SamplerChoice.RANDOM)))
          .hasMessageContaining("study:3: damaged, expected a line of a study");
    }
  }

  @Test
  void twoCannotWriteOneStudy() throws IOException {
    Path file = folder.resolve("study");
    StudyPlan plan = plan(7, SamplerChoice.RANDOM);
    try (Study study = Study.open(file, plan)) {
      assertThat(study.record().trials()).isEmpty();
      assertThatThrownBy(() -> Study.open(file, plan)).hasMessageContaining("is in use");
    }
  }

  @Test
  void theBestIsTheFirstCompleteTrialOfTheHighestValue() throws IOException {
    try (Study study = Study.open(folder.resolve("study"), plan(7, SamplerChoice.RANDOM))) {
      assertThat(study.record().best()).isEmpty();
      study.add(new Trial(1, State.FAILED, Map.of("x", "1"), new TreeMap<>(), 1, "diverged"));
      study.add(new Trial(2, State.PRUNED, Map.of("x", "2"), new TreeMap<>(Map.of(1, 0.9)), 1, ""));
      assertThat(study.record().best()).isEmpty();
      for (int number = 3; number <= 6; number++) {
        double value = number == 3 ? 0.1 : number == 6 ? 0.2 : 0.5;
        study.add(
            new Trial(
                number,
                State.COMPLETE,
                Map.of("x", "" + number),
                new TreeMap<>(Map.of(2, value)),
                1,
                ""));
      }
      assertThat(study.record().best().orElseThrow().number()).isEqualTo(4);
      assertThat(study.record().ranked().stream().map(Trial::number))
          .containsExactly(4, 5, 6, 3, 2, 1);
    }
  }
}
