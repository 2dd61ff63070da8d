package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.NarmParameters;
import clickahead.model.SequenceParameters;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training step's buffers take as sessions grow. */
class SequenceMemoryTest {
  private static final int ITEMS = 50;
  private static final int WORKERS = 2;
  private static final Compute COMPUTE = Compute.best();

  private static SequenceParameters parameters(String kind) {
    return switch (kind) {
      case "gru4rec-seq" -> of(Gru4RecSeqParameters.class, "num_layers=2");
      case "gru4recf" -> of(Gru4RecFParameters.class, "selected_features=colour");
      default -> of(NarmParameters.class, "n_layers=1");
    };
  }

  private static SequenceParameters of(Class<? extends Record> type, String setting) {
    List<Setting> settings =
        List.of(
            Setting.of("embedding_size", "12"),
            Setting.of("hidden_size", "20"),
            Setting.parse(setting));
    return (SequenceParameters) Parameters.of(type).with(settings).build();
  }

  /** Bytes of a step over so many sessions of so many events, each an output. */
  private static long bytes(String kind, int sessions, int length, int maxLength) {
    List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList();
    Catalog catalog = Catalog.of(ids, Map.of("colour", ids));
    int events = sessions * length;
    SequenceShape shape = new SequenceShape(WORKERS, sessions, events, events, length, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      return new SequencePlan(
              arena,
              COMPUTE,
              shape,
              parameters(kind).model(new Workspace(arena, COMPUTE, WORKERS, 1), catalog, 2),
              SequenceLoss.fullSoftmax(false),
              maxLength,
              1)
          .bytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "gru4recf", "narm"})
  void isLinearInTheEventsHoweverLongTheirSessions(String kind) {
    int maxLength = 50;
    assertThat(bytes(kind, 4, 1000, maxLength))
        .as("sessions of 1,000 beside those of 100")
        .isLessThanOrEqualTo(bytes(kind, 40, 100, maxLength));
    for (int length : new int[] {100, 1000}) {
      int sessions = 4000 / length;
      long once = bytes(kind, sessions, length, maxLength);
      long twice = bytes(kind, 2 * sessions, length, maxLength);
      long thrice = bytes(kind, 3 * sessions, length, maxLength);
      assertThat((double) (thrice - twice) / (twice - once))
          .as("sessions of %d", length)
          .isCloseTo(1, within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "gru4recf"})
  void ofGrusAloneIsTheSameHoweverFarTheGradientFlows(String kind) {
    assertThat(bytes(kind, 4, 1000, 0)).isEqualTo(bytes(kind, 4, 1000, 50));
  }

  /** Each output keeps a weight for each event that it looks back at. */
  @Test
  void isQuadraticInTheSessionWhereAttentionLooksBackAtAllOfIt() {
    int bytes = COMPUTE.elementBytes();
    for (int length : new int[] {100, 1000}) {
      int sessions = 4000 / length;
      long more = bytes("narm", sessions, length, 0) - bytes("narm", sessions, length, 50);
      long weights = (long) sessions * length * (length - 50);
      long gradients = (long) WORKERS * (length - 50);
      assertThat(more).as("sessions of %d", length).isEqualTo((weights + gradients) * bytes);
    }
  }
}
