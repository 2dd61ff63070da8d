package clickahead.graph.sequence;

import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;

/**
 * The reset-after cell over sequences (Cho et al. 2014 as cuDNN and PyTorch have it): n = tanh(W_n
 * x + b_n + r∘(U_n h + c_n)), h' = (1 - z)∘n + z∘h.
 */
final class ResetAfterSequence extends SequenceGru {
  private static final int GATES = GateMatrix.GATES;

  /** What a step gives to the states before, through the weights [E, U]. */
  private final long through;

  ResetAfterSequence(
      Workspace space,
      Rows.Reader input,
      GruWeights weights,
      int events,
      int sequences,
      int truncation,
      boolean training) {
    super(space, input, weights, events, sequences, truncation, GATES, training);
    through = training ? space.elements((long) events * width) : 0;
  }

  @Override
  void step(long gates, long stateGates, int start, int n, long before, long h) {
    long gh = at(stateGates, start, GATES);
    weights.state().apply(before, width, n, gh);
    cells.resetAfter(gates, gh, before, h, n, width);
  }

  @Override
  void stepBackward(
      long gates, long stateGates, int start, int n, long before, long dh, long to, boolean flows) {
    long gh = at(stateGates, start, GATES);
    cells.resetAfterBackward(gates, gh, before, dh, to, n, width);
    if (flows) {
      weights
          .state()
          .inputGradient(0, GATES, gh, GATES * width, n, to, width, at(through, start, 1));
    }
  }

  @Override
  void stateGradient(int w, long gates, long stateGates, int first, int count, long before) {
    long gh = at(stateGates, first, GATES);
    weights.state().weightGradient(w, 0, GATES, gh, GATES * width, count, before, width);
  }
}
