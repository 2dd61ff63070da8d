package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.graph.Turn;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.Gru4RecFParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adam knows how many times weights have moved, whoever moves when. */
class SequenceOptimizersTest {
  private static final int BATCHES = 3;
  private static final int EPOCHS = 4;
  private static final int[] OWNERS = {0, 1, Turn.SHARED};

  private static SequenceOptimizers optimizers(String strategy, TrainingStart start) {
    Compute compute = ComputePaths.oracle();
    Gru4RecFParameters parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "selected_features",
                    "colour",
                    "architecture",
                    "parallel",
                    "strategy",
                    strategy,
                    "epochs",
                    "" + EPOCHS))
            .build();
    return new SequenceOptimizers(parameters, start, 0, compute);
  }

  private static TrainingStart start(long steps, List<Long> missed) {
    return new TrainingStart(new int[] {1}, 0, 0, steps, missed);
  }

  /** What the optimiser of each owner counts before each of its moves in a mini-batch. */
  private static void count(SequenceOptimizers.OfTurn pass, long step, List<List<Long>> counted) {
    for (int i = 0; i < OWNERS.length; i++) {
      if (pass.turn().moves(OWNERS[i])) {
        AdaptiveOptimizer optimizer = (AdaptiveOptimizer) pass.optimizers().apply(OWNERS[i]);
        counted.get(i).add(optimizer.steps(step));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"simultaneous", "alternating", "residual", "interleaving"})
  void everyMoveIsCountedOnceAlsoBehindAnInterruption(String strategy) {
    SequenceOptimizers optimizers = optimizers(strategy, start(0, List.of()));
    List<List<Long>> counted = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      long first = (epoch - 1L) * BATCHES;
      for (int batch = 0; batch < BATCHES; batch++) {
        Map<String, Object> record = optimizers.record(epoch, first + batch, batch);
        optimizers = optimizers(strategy, start(0, List.of()));
        optimizers.restore(record, epoch, batch);
        for (SequenceOptimizers.OfTurn pass : optimizers.of(epoch, first)) {
          count(pass, first + batch, counted);
        }
      }
      optimizers.endEpoch(epoch, BATCHES);
    }
    for (List<Long> moves : counted) {
      assertThat(moves).hasSizeGreaterThan(BATCHES);
      assertThat(moves).containsExactlyElementsOf(upTo(moves.size()));
    }
    // Who goes on with the model counts on.
    Map<String, Object> record = optimizers.record(EPOCHS + 1, (long) EPOCHS * BATCHES, 0);
    SequenceOptimizers next =
        optimizers(strategy, start((Long) record.get("optimizer_steps"), missed(record)));
    for (SequenceOptimizers.OfTurn pass : next.of(1, 0)) {
      count(pass, 0, counted);
    }
    for (List<Long> moves : counted) {
      assertThat(moves).containsExactlyElementsOf(upTo(moves.size()));
    }
  }

  private static List<Long> missed(Map<String, Object> record) {
    return TrainingStart.missed(record);
  }

  private static List<Long> upTo(int size) {
    return LongStream.range(0, size).boxed().toList();
  }
}
