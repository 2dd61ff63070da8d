package clickahead.graph;

/** Where a GRU's reset gate stands (Cho et al. 2014), and with it what the update gate means. */
public enum Cell {
  /**
   * Before the product with the previous state, as in the papers and the Theano code: n = act(W_n x
   * + b_n + U_n (r∘h)), h' = (1 - z)∘h + z∘n. One bias.
   */
  RESET_BEFORE,
  /**
   * Behind it, as in cuDNN and PyTorch: n = act(W_n x + b_n + r∘(U_n h + c_n)), h' = (1 - z)∘n +
   * z∘h. Two biases.
   */
  RESET_AFTER
}
