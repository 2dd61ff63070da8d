package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.tune.Trial.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What samplers choose. */
class SamplerTest {
  private static final Space SMALL =
      new Space(
          List.of(
              new Dimension("a", new Choice(List.of("x", "y", "z")), "space:1"),
              new Dimension("b", range("0", "3", "1", false), "space:2")));

  static Range range(String low, String high, String step, boolean log) {
    return new Range(new BigDecimal(low), new BigDecimal(high), new BigDecimal(step), log);
  }

  static Trial complete(int number, Map<String, String> values, double value) {
    return new Trial(number, State.COMPLETE, values, new TreeMap<>(Map.of(1, value)), 1, "");
  }

  static List<Trial> search(
      Sampler sampler, int trials, ToDoubleFunction<Map<String, String>> function) {
    List<Trial> before = new ArrayList<>();
    while (before.size() < trials) {
      Optional<Map<String, String>> values = sampler.next(before);
      if (values.isEmpty()) {
        break;
      }
      double value = function.applyAsDouble(values.get());
      before.add(complete(before.size() + 1, values.get(), value));
    }
    return before;
  }

  @ParameterizedTest
  @EnumSource
  void everyCombinationOfASmallSpaceIsTriedOnceAndThenNoMore(SamplerChoice choice) {
    List<Trial> trials = search(choice.of(SMALL, 3), 100, values -> values.get("b").length());
    Set<Map<String, String>> all = new HashSet<>();
    for (long i = 0; i < 12; i++) {
      all.add(SMALL.at(i));
    }
    assertThat(trials).extracting(Trial::parameters).doesNotHaveDuplicates().hasSize(12);
    assertThat(trials).extracting(Trial::parameters).allMatch(all::contains);
  }

  @Test
  void theLastParameterChangesFirstInAnExhaustiveSearch() {
    assertThat(search(SamplerChoice.EXHAUSTIVE.of(SMALL, 1), 5, values -> 0))
        .extracting(trial -> trial.parameters().get("a") + trial.parameters().get("b"))
        .containsExactly("x0", "x1", "x2", "x3", "y0");
    Space endless = new Space(List.of(new Dimension("c", range("0", "1", "0", false), "space:9")));
    assertThatThrownBy(() -> SamplerChoice.EXHAUSTIVE.of(endless, 1))
        .hasMessageContaining("space:9: 'c' has any number from 0 to 1, and an exhaustive search");
  }

  @Test
  void randomDrawsAreUniformOnTheScaleOfTheRange() {
    Space space =
        new Space(
            List.of(
                new Dimension("log", range("0.0001", "1", "0", true), "space:1"),
                new Dimension("whole", range("1", "10", "1", false), "space:2")));
    List<Trial> trials = search(SamplerChoice.RANDOM.of(space, 5), 1000, values -> 0);
    long below = trials.stream().filter(t -> number(t, "log") < 0.01).count();
    assertThat(below).as("half of 1000, +- 4 deviations").isBetween(437L, 563L);
    for (int value = 1; value <= 10; value++) {
      int wanted = value;
      long drawn = trials.stream().filter(t -> number(t, "whole") == wanted).count();
      assertThat(drawn).as("%d: a tenth of 1000, +- 4 deviations", value).isBetween(62L, 138L);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXHAUSTIVE")
  void oneSeedGivesOneSequence(SamplerChoice choice) {
    List<Trial> first = search(choice.of(SMALL, 3), 12, values -> values.hashCode() % 7);
    assertThat(search(choice.of(SMALL, 3), 12, values -> values.hashCode() % 7)).isEqualTo(first);
    assertThat(search(choice.of(SMALL, 4), 12, values -> values.hashCode() % 7))
        .isNotEqualTo(first);
  }

  static double number(Trial trial, String name) {
    return Double.parseDouble(trial.parameters().get(name));
  }
}
