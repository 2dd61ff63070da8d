package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.graph.Turn;
import clickahead.model.TrainingStrategy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTurnsTest {
  private static List<Turn> turns(TrainingStrategy strategy, int networks, int epochs) {
    TrainingTurns turns = new TrainingTurns(strategy, networks, epochs);
    return IntStream.rangeClosed(1, epochs).mapToObj(e -> turns.of(e).getFirst()).toList();
  }

  @Test
  void alternatingGivesEachNetworkAnEpochInTurn() {
    assertThat(turns(TrainingStrategy.ALTERNATING, 3, 7).stream().map(Turn::moving))
        .containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void residualTrainingGivesEachNetworkItsShareOfTheEpochsOneAfterTheOther() {
    List<Turn> turns = turns(TrainingStrategy.RESIDUAL, 3, 7);
    assertThat(turns.stream().map(Turn::moving)).containsExactly(0, 0, 0, 1, 1, 2, 2);
    assertThat(turns.stream().map(Turn::adding)).containsExactly(1, 1, 1, 2, 2, 3, 3);
    assertThat(turns.stream().map(Turn::shared))
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  void behindResidualTrainingAllMove() {
    assertThat(new TrainingTurns(TrainingStrategy.RESIDUAL, 2, 4).of(5))
        .containsExactly(Turn.TOGETHER);
  }

  @Test
  void interleavingGivesEachNetworkATurnInEveryMiniBatch() {
    assertThat(new TrainingTurns(TrainingStrategy.INTERLEAVING, 3, 4).of(2))
        .containsExactly(Turn.behind(0, true), Turn.behind(1, true), Turn.behind(2, true));
  }

  @Test
  void onlyInterleavedNetworksMoveInEveryEpoch() {
    TrainingTurns alternating = new TrainingTurns(TrainingStrategy.ALTERNATING, 2, 9);
    TrainingTurns residual = new TrainingTurns(TrainingStrategy.RESIDUAL, 2, 6);
    TrainingTurns interleaving = new TrainingTurns(TrainingStrategy.INTERLEAVING, 2, 6);
    assertThat(epochsOf(alternating, 0)).containsExactly(1, 3, 5);
    assertThat(epochsOf(alternating, 1)).containsExactly(2, 4, 6);
    assertThat(epochsOf(residual, 1)).containsExactly(4, 5, 6);
    assertThat(epochsOf(residual, Turn.SHARED)).containsExactly(1, 2, 3);
    assertThat(epochsOf(interleaving, 1)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(interleaving.moves(1, 1)).isEqualTo(1);
    assertThat(interleaving.moves(Turn.SHARED, 1)).isEqualTo(2);
  }

  /** The epochs, of the first six, in which a network moves. */
  private static List<Integer> epochsOf(TrainingTurns turns, int owner) {
    return IntStream.rangeClosed(1, 6).filter(e -> turns.moves(owner, e) > 0).boxed().toList();
  }

  @Test
  void progressIsJudgedOnceEveryNetworkHasBegun() {
    assertThat(new TrainingTurns(TrainingStrategy.RESIDUAL, 2, 10).epochsBeforeTheLast())
        .isEqualTo(5);
    assertThat(new TrainingTurns(TrainingStrategy.ALTERNATING, 3, 10).epochsBeforeTheLast())
        .isEqualTo(2);
    assertThat(new TrainingTurns(TrainingStrategy.SIMULTANEOUS, 1, 10).epochsBeforeTheLast())
        .isZero();
    EarlyStopping stopping = new EarlyStopping(2);
    stopping.isBest(1, 0.5);
    assertThat(stopping.isOver(5, 5)).isFalse();
    assertThat(stopping.isOver(6, 5)).isFalse();
    assertThat(stopping.isOver(7, 5)).isTrue();
  }
}
