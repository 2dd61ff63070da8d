package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Worker;
import clickahead.model.Narm;
import clickahead.model.NarmParameters;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session fed event by event has the vectors and the attention that one pass over it has. */
class SequenceStepTest {
  private static final int[] ITEMS = {3, 1, 4, 1, 5, 9, 2, 6};
  private static final int LIMIT = 3;

  static Stream<Arguments> networks() {
    return ComputePaths.all().stream()
        .flatMap(
            compute ->
                Stream.of(
                        "attention_softmax=false",
                        "attention_softmax=true n_layers=2",
                        "variant=paper hard_sigmoid=true")
                    .map(settings -> Arguments.of(settings, compute)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void vectorsAndAttentionAreThoseOfThePassOverAll(String settings, Compute compute) {
    try (Arena arena = Arena.ofConfined()) {
      Narm narm = narm(arena, compute, settings);
      Workspace space = new Workspace(arena, compute, 1, ITEMS.length);
      SequenceShape shape = SequenceShape.forward(1, ITEMS.length, ITEMS.length, ITEMS.length);
      SequenceGraph graph = new SequenceGraph(space, shape, narm.items(), null, LIMIT, 0, null);
      Rows expected = narm.layOut(graph);
      SequenceBatch batch = new SequenceBatch(shape);
      batch.add(0, ITEMS.length, 0);
      batch.pack(event -> ITEMS[(int) event], false);
      graph.operators().forEach(operator -> operator.forward(Worker.alone(), batch));
      AdditiveAttention attention =
          graph.operators().stream()
              .filter(AdditiveAttention.class::isInstance)
              .map(AdditiveAttention.class::cast)
              .findFirst()
              .orElseThrow();
      SequenceStep step = new SequenceStep(arena, compute, narm, LIMIT);
      float[] state = new float[step.stateSize(ITEMS.length)];
      for (int e = 0; e < ITEMS.length; e++) {
        step.feed(state, e, ITEMS[e], EventFeatures.NONE, e == 0);
        assertSame(compute, step.outputs(state, e + 1), expected, e);
        assertThat(step.attended()).isEqualTo(Math.min(e + 1, LIMIT));
        for (int back = 0; back < step.attended(); back++) {
          assertThat(step.attention(step.attended() - 1 - back))
              .as("weight of event %d for event %d", e - back, e)
              .isCloseTo(attention.weight(batch, e, back), within(1e-5));
        }
      }
    }
  }

  private static void assertSame(Compute compute, Rows actual, Rows expected, int row) {
    for (int k = 0; k < expected.units(); k++) {
      assertThat(compute.kernels().get(actual.value(0), k))
          .as("event %d, element %d", row, k)
          .isCloseTo(compute.kernels().get(expected.value(row), k), within(1e-5));
    }
  }

  private static Narm narm(Arena arena, Compute compute, String settings) {
    List<Setting> all =
        Stream.concat(
                Stream.of("embedding_size=5", "hidden_size=6"), Stream.of(settings.split(" ")))
            .map(Setting::parse)
            .toList();
    NarmParameters parameters = Parameters.of(NarmParameters.class).with(all).build();
    Narm narm = Narm.zeros(new Workspace(arena, compute, 1, 1), 10, parameters, 1);
    SplittableRandom random = new SplittableRandom(6);
    for (int item = 0; item < 10; item++) {
      for (int k = 0; k < 5; k++) {
        narm.items().put(0, item, k, random.nextDouble(-1, 1));
      }
    }
    for (DenseMatrix matrix : narm.matrices().values()) {
      for (int block = 0; block < matrix.blocks(); block++) {
        for (int row = 0; row < matrix.blockRows(); row++) {
          for (int k = 0; k < matrix.inputs(); k++) {
            matrix.put(block, row, k, random.nextDouble(-1, 1));
          }
        }
      }
    }
    return narm;
  }
}
