package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSessionsTest {

  @Test
  void unknownItemsAreDroppedBeforeTransitionsAreFormed() {
    SessionLog log = SessionLog.of(new int[] {0, 1, 2}, new int[] {1, 1}, new int[] {0, 1});
    TestSessions test = TestSessions.of(log, new int[] {5, -1, 7});
    assertThat(test.unknownItems()).isEqualTo(4);
    assertThat(test.sessions()).isEqualTo(3);
    assertThat(test.events()).isEqualTo(3);
    assertThat(test.transitions()).isEqualTo(1);
    assertThat(test.item(0)).isEqualTo(5);
    assertThat(test.item(1)).as("5 is followed by 7 once 1 is gone").isEqualTo(7);
    assertThat(test.time(1)).as("the time moves with the event").isEqualTo(2);
    assertThat(test.length(1)).isZero();
    assertThat(test.length(2)).isEqualTo(1);
    assertThat(test.largestItem()).isEqualTo(7);
  }

  @Test
  void transitionsAreNumberedThroughAllSessions() {
    TestSessions test =
        TestSessions.of(
            SessionLog.of(
                new int[] {0, 1, 2}, new int[] {}, new int[] {3}, new int[] {4, 5}, new int[] {6}));
    assertThat(test.transitions()).isEqualTo(3);
    assertThat(test.firstTransition(0)).isZero();
    assertThat(test.firstTransition(3)).isEqualTo(2);
    assertThat(test.firstTransition(5)).isEqualTo(3);
    assertThat(test.sessionOf(0)).isZero();
    assertThat(test.sessionOf(1)).isZero();
    assertThat(test.sessionOf(2)).isEqualTo(3);
  }

  @Test
  void aLogWithoutSessionsHasNoTransition() {
    TestSessions test = TestSessions.of(SessionLog.of());
    assertThat(test.transitions()).isZero();
    assertThat(test.largestItem()).isEqualTo(-1);
  }

  @Test
  void cataloguesAreMappedById() {
    Catalog log = Catalog.of(List.of("b", "x", "a"), Map.of());
    Catalog model = Catalog.of(List.of("a", "b"), Map.of());
    assertThat(TestSessions.mapping(log, model)).containsExactly(1, -1, 0);
  }

  @Test
  void anItemBeyondTheMappingIsNamed() {
    SessionLog log = SessionLog.of(new int[] {0}, new int[] {0, 3});
    assertThatThrownBy(() -> TestSessions.of(log, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("session 1")
        .hasMessageContaining("item index 3")
        .hasMessageContaining("0 to 1");
  }
}
