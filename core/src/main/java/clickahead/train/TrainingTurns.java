package clickahead.train;

import clickahead.graph.Turn;
import clickahead.model.TrainingStrategy;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of K networks side by side move when.
 *
 * @param strategy the order
 * @param networks K
 * @param epochs epochs of the training; in residual training each network has its share of them,
 *     and behind them all move
 */
record TrainingTurns(TrainingStrategy strategy, int networks, int epochs) {

  /**
   * The turns that each mini-batch of an epoch goes through.
   *
   * @param epoch from 1
   */
  List<Turn> of(int epoch) {
    return switch (strategy) {
      case SIMULTANEOUS -> List.of(Turn.TOGETHER);
      case ALTERNATING -> List.of(Turn.of((epoch - 1) % networks));
      case RESIDUAL -> List.of(residual(epoch));
      case INTERLEAVING ->
          IntStream.range(0, networks).mapToObj(n -> Turn.behind(n, true)).toList();
    };
  }

  private Turn residual(int epoch) {
    if (epoch > epochs) {
      return Turn.TOGETHER;
    }
    int network = (int) ((epoch - 1L) * networks / epochs);
    return Turn.behind(network, network == 0);
  }

  /**
   * How often a network moves in each mini-batch of an epoch.
   *
   * @param owner the network, or {@link Turn#SHARED}
   * @param epoch from 1
   */
  int moves(int owner, int epoch) {
    return (int) of(epoch).stream().filter(turn -> turn.moves(owner)).count();
  }

  /** Epochs before the first in which the last network moves. */
  int epochsBeforeTheLast() {
    return (int)
        IntStream.rangeClosed(1, epochs).takeWhile(e -> moves(networks - 1, e) == 0).count();
  }
}
