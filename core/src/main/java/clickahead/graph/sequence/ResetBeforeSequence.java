package clickahead.graph.sequence;

import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;

/**
 * The reset-before cell over sequences (Cho et al. 2014, as the papers and Theano codes have it): n
 * = tanh(W_n x + b_n + U_n (r∘h)), h' = (1 - z)∘h + z∘n.
 */
final class ResetBeforeSequence extends SequenceGru {
  private static final int GATES = GateMatrix.GATES;

  /** r∘h [E, U]. */
  private final long products;

  /** The candidate's part by r∘h, and on the way back the gradient of r∘h [E, U]. */
  private final long candidates;

  private final long through;

  ResetBeforeSequence(
      Workspace space,
      Rows.Reader input,
      GruWeights weights,
      int events,
      int sequences,
      int truncation,
      boolean training) {
    super(space, input, weights, events, sequences, truncation, 2, training);
    products = space.elements((long) events * width);
    candidates = space.elements((long) events * width);
    through = training ? space.elements((long) events * width) : 0;
  }

  @Override
  void step(long gates, long stateGates, int start, int n, long before, long h) {
    DenseMatrix u = weights.state();
    long gh = at(stateGates, start, 2);
    long product = at(products, start, 1);
    long candidate = at(candidates, start, 1);
    u.applyBlocks(0, 2, before, width, n, gh, 2 * width, true);
    cells.resetBeforeGates(gates, gh, before, product, n, width, weights.hardSigmoid());
    u.applyBlocks(2, GATES, product, width, n, candidate, width, true);
    cells.resetBeforeState(gates, candidate, before, h, n, width);
  }

  @Override
  void stepBackward(
      long gates, long stateGates, int start, int n, long before, long dh, long to, boolean flows) {
    DenseMatrix u = weights.state();
    boolean hard = weights.hardSigmoid();
    long product = at(candidates, start, 1);
    cells.resetBeforeBackward(gates, before, dh, to, n, width, hard);
    long candidateGradient = gates + space.bytes(2L * width);
    u.inputGradient(2, GATES, candidateGradient, GATES * width, n, product, width, 0);
    cells.resetGradient(gates, product, before, to, n, width, hard);
    if (flows) {
      u.inputGradient(0, 2, gates, GATES * width, n, to, width, at(through, start, 1));
    }
  }

  @Override
  void stateGradient(int w, long gates, long stateGates, int first, int count, long before) {
    DenseMatrix u = weights.state();
    u.weightGradient(w, 0, 2, gates, GATES * width, count, before, width);
    u.weightGradient(
        w,
        2,
        GATES,
        gates + space.bytes(2L * width),
        GATES * width,
        count,
        at(products, first, 1),
        width);
  }
}
