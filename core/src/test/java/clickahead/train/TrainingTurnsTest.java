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
  void stepsOfOthersAreMissed() {
    TrainingTurns alternating = new TrainingTurns(TrainingStrategy.ALTERNATING, 2, 9);
    assertThat(alternating.missed(0, 1, 0)).isZero();
    // Ten steps an epoch: the second network's first epoch begins with none of its own.
    assertThat(alternating.missed(1, 2, 10)).isEqualTo(10);
    assertThat(alternating.missed(0, 3, 20)).isEqualTo(10);
    TrainingTurns residual = new TrainingTurns(TrainingStrategy.RESIDUAL, 2, 6);
    assertThat(residual.missed(1, 4, 30)).isEqualTo(30);
    assertThat(residual.missed(1, 5, 40)).isEqualTo(30);
    assertThat(new TrainingTurns(TrainingStrategy.INTERLEAVING, 2, 6).missed(1, 5, 40)).isZero();
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
