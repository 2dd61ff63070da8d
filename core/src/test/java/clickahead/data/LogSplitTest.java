package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogSplitTest {
  /** Ten sessions, session s with s + 1 events of item s; times are positions 0 to 54. */
  private static final SessionLog LOG =
      SessionLog.of(
          IntStream.rangeClosed(1, 10)
              .mapToObj(n -> IntStream.generate(() -> n - 1).limit(n).toArray())
              .toArray(int[][]::new));

  private static List<List<Integer>> sessions(SessionLog log) {
    return IntStream.range(0, log.sessions())
        .mapToObj(
            s -> LongStream.range(log.start(s), log.start(s + 1)).mapToObj(log::item).toList())
        .toList();
  }

  private static List<Integer> lengths(SessionLog log) {
    return IntStream.range(0, log.sessions()).mapToObj(log::length).toList();
  }

  @Test
  void byTimeTheLastSessionsAreTheTest() {
    LogSplit split = LogSplit.byTime(LOG, 0.6, 0.2);
    assertThat(lengths(split.train())).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(lengths(split.valid())).containsExactly(7, 8);
    assertThat(sessions(split.test()))
        .containsExactly(List.of(8, 8, 8, 8, 8, 8, 8, 8, 8), List.of(9, 9, 9, 9, 9, 9, 9, 9, 9, 9));
    assertThat(split.test().time(0)).as("times go with the events").isEqualTo(36);
  }

  @Test
  void leaveOneOutMayLeaveOutForOnePartAlone() {
    SessionLog log = SessionLog.of(new int[] {1, 2, 3, 4}, new int[] {5, 6});
    for (String part : List.of("valid_only", "test_only")) {
      LogSplit split = EvalArgs.of(Map.of("split", Map.of("LS", part))).split(log, 0);
      boolean validates = part.equals("valid_only");
      SessionLog left = validates ? split.valid() : split.test();
      assertThat((validates ? split.test() : split.valid()).sessions()).as(part).isZero();
      assertThat(split.train().events()).isEqualTo(3 + 2);
      assertThat(left.sessions()).isEqualTo(1);
      assertThat(left.length(0)).isEqualTo(4);
      assertThat(left.history(0)).isEqualTo(3);
    }
  }

  @Test
  void leaveOneOutKeepsTheValidItemInTheTestsHistory() {
    LogSplit split = LogSplit.leaveOneOut(SessionLog.of(new int[] {1, 2, 3, 4}, new int[] {5, 6}));
    assertThat(sessions(split.train())).containsExactly(List.of(1, 2), List.of(5, 6));
    assertThat(sessions(split.valid())).containsExactly(List.of(1, 2, 3));
    assertThat(sessions(split.test())).containsExactly(List.of(1, 2, 3, 4));
  }

  @Test
  void sessionsAreCutByTheirEvents() {
    LogSplit split = LogSplit.withinSessions(SessionLog.of(new int[10], new int[2]), 0.8, 0.1);
    assertThat(lengths(split.train())).containsExactly(8, 2);
    assertThat(lengths(split.valid())).containsExactly(9);
    assertThat(lengths(split.test())).containsExactly(10);
  }

  @Test
  void atRandomEverySessionIsInOnePart() {
    LogSplit split = LogSplit.random(LOG, 0.5, 0.2, 3);
    int[] seen = new int[10];
    for (SessionLog part : List.of(split.train(), split.valid(), split.test())) {
      for (int s = 0; s < part.sessions(); s++) {
        assertThat(part.length(s)).isEqualTo(part.item(part.start(s)) + 1);
        seen[part.item(part.start(s))]++;
      }
    }
    assertThat(seen).containsOnly(1);
    assertThat(sessions(LogSplit.random(LOG, 0.5, 0.2, 3).test()))
        .isEqualTo(sessions(split.test()));
  }

  @Test
  void windowsSlideOverTheTimeAndNeverTrainOnTheFuture() {
    List<LogSplit> windows = LogSplit.windows(LOG, 20, 10, 10);
    assertThat(windows).hasSize(3);
    for (int w = 0; w < 3; w++) {
      SessionLog train = windows.get(w).train();
      SessionLog test = windows.get(w).test();
      long split = 20 + 10L * w;
      assertThat(LongStream.range(0, train.events()).map(train::time))
          .allMatch(time -> time >= split - 20 && time < split);
      assertThat(LongStream.range(0, test.events()).map(test::time))
          .allMatch(time -> time >= split && time < split + 10);
      assertThat(windows.get(w).valid().sessions()).isZero();
    }
    assertThat(lengths(windows.getFirst().train())).containsExactly(1, 2, 3, 4, 5, 5);
    assertThat(lengths(windows.getFirst().test())).containsExactly(7, 2);
  }

  @Test
  void sharesMustLeaveSomethingToTrainOn() {
    assertThatThrownBy(() -> LogSplit.byTime(LOG, 0, 0.5)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> LogSplit.byTime(LOG, 0.8, 0.3)).hasMessageContaining("1 in all");
    assertThatThrownBy(() -> LogSplit.windows(LOG, 5, 0, 1)).hasMessageContaining("above 0");
  }

  @Test
  void recbolesEvalArgsMapOntoSplitsAndCandidates() {
    EvalArgs usual = EvalArgs.of(Map.of());
    assertThat(usual.split()).isEqualTo(EvalArgs.Split.LS);
    assertThat(usual.candidates()).isEqualTo("all");
    assertThat(lengths(usual.split(LOG, 1).test())).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);

    List<Double> shares = List.of(0.6, 0.2, 0.2);
    EvalArgs time = EvalArgs.of(Map.of("split", Map.of("TS", shares), "mode", "uni100"));
    assertThat(time.candidates()).isEqualTo("uniform:100");
    assertThat(lengths(time.split(LOG, 1).test())).containsExactly(9, 10);

    EvalArgs user = EvalArgs.of(Map.of("split", Map.of("RS", List.of(8, 1, 1)), "mode", "pop9"));
    assertThat(user.candidates()).isEqualTo("popularity:9");
    assertThat(lengths(user.split(LOG, 1).train())).endsWith(8);

    EvalArgs random =
        EvalArgs.of(Map.of("split", Map.of("RS", shares), "group_by", "none", "order", "RO"));
    assertThat(sessions(random.split(LOG, 5).test()))
        .isEqualTo(sessions(LogSplit.random(LOG, 0.6, 0.2, 5).test()));
  }

  @Test
  void evalArgsThatRecboleDoesNotHaveAreNamed() {
    assertThatThrownBy(() -> EvalArgs.of(Map.of("splits", "x"))).hasMessageContaining("splits");
    assertThatThrownBy(() -> EvalArgs.of(Map.of("split", Map.of("XS", shares(0.8)))))
        .hasMessageContaining("'XS': expected one of RS, LS and TS");
    assertThatThrownBy(() -> EvalArgs.of(Map.of("split", Map.of("RS", shares(0.8, 0.2)))))
        .hasMessageContaining("expected three shares");
    assertThatThrownBy(() -> EvalArgs.of(Map.of("mode", "labeled")))
        .hasMessageContaining("expected full, uniN or popN");
    assertThatThrownBy(
            () -> EvalArgs.of(Map.of("split", Map.of("RS", shares(0.8, 0.1, 0.1)), "order", "RO")))
        .hasMessageContaining("take order TO");
    assertThatThrownBy(() -> EvalArgs.of(Map.of("split", Map.of("LS", "train_only"))))
        .hasMessageContaining("train_only")
        .hasMessageContaining("expected valid_and_test, valid_only or test_only");
  }

  private static List<Double> shares(Double... shares) {
    return Arrays.asList(shares);
  }
}
