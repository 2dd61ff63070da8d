package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.MovingColumns;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Turn;
import clickahead.graph.Workspace;
import clickahead.math.Worker;
import java.util.function.IntFunction;

/**
 * The step's rows of the scored items, turn by turn: of networks side by side each may have columns
 * of its own, which move in its turns alone; else all share them.
 */
final class ScoredColumns {
  private final TouchedRows rows;
  private final int unitsOfEach;
  private final int owner;
  private final MovingColumns columns;

  /**
   * Rows.
   *
   * @param unitsOfEach columns of each network, one behind the other; 0 where they share all
   * @param owner where they share all, the network that owns them, or {@link Turn#SHARED}
   */
  ScoredColumns(Workspace space, ItemTable table, TouchedRows rows, int unitsOfEach, int owner) {
    this.rows = rows;
    this.unitsOfEach = unitsOfEach;
    this.owner = owner;
    columns = unitsOfEach > 0 ? new MovingColumns(space, table, unitsOfEach) : null;
  }

  private boolean move(Turn turn) {
    return unitsOfEach > 0 || turn.moves(owner);
  }

  private boolean someStay(Turn turn) {
    return unitsOfEach > 0 && turn.moving() != Turn.ALL;
  }

  private int first(Turn turn) {
    return turn.moving() * unitsOfEach;
  }

  /** Leaves no gradient where nothing moves. */
  void collect(Worker worker, Turn turn) {
    if (someStay(turn)) {
      int first = first(turn);
      columns.clearOthers(rows.share(worker), first, first + unitsOfEach, turn.shared());
    }
  }

  /** Sum of the squares of the gradients of what moves. */
  double squaredGradients(Worker worker, Turn turn) {
    return move(turn) ? rows.squaredGradients(worker) : 0;
  }

  /**
   * Updates what moves.
   *
   * @param of the optimiser of each network, and of what is {@link Turn#SHARED}
   */
  void update(Worker worker, Turn turn, IntFunction<Optimizer> of, long step, double scale) {
    if (unitsOfEach == 0) {
      if (turn.moves(owner)) {
        rows.update(worker, of.apply(owner), step, scale);
      }
    } else if (isOneForAll(turn, of)) {
      rows.update(worker, of.apply(Turn.SHARED), step, scale);
    } else {
      rows.updateColumns(worker, columns, turn, of, step, scale);
    }
  }

  /** Do all columns move, and by one optimiser? */
  private boolean isOneForAll(Turn turn, IntFunction<Optimizer> of) {
    boolean one = turn.moving() == Turn.ALL && turn.shared();
    for (int network = 0; one && network < columns.networks(); network++) {
      one = of.apply(network) == of.apply(Turn.SHARED);
    }
    return one;
  }
}
