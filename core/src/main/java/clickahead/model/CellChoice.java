package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.parallel.InputMode;

/** Which cell each layer has. */
public enum CellChoice {
  /** What the official PyTorch code has: reset-before in the layer behind a one-hot input. */
  AUTO,
  /** Reset-before everywhere, as in the papers and the official Theano code. */
  RESET_BEFORE,
  /** Reset-after everywhere. */
  RESET_AFTER;

  /** The cell of a layer, 0 being the first. */
  Cell of(int layer, InputMode input) {
    return switch (this) {
      case RESET_BEFORE -> Cell.RESET_BEFORE;
      case RESET_AFTER -> Cell.RESET_AFTER;
      case AUTO -> layer == 0 && input == InputMode.ONE_HOT ? Cell.RESET_BEFORE : Cell.RESET_AFTER;
    };
  }
}
