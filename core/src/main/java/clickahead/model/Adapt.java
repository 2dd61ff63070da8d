package clickahead.model;

import java.util.List;

/** How the optimiser scales gradients, under the official code's names. */
public enum Adapt {
  /** Adagrad (Duchi et al. 2011) with 1e-6 inside the root. */
  ADAGRAD,
  /** Not at all: stochastic gradient descent. */
  SGD,
  /** RMSProp (Tieleman and Hinton 2012) with 1e-6 inside the root. */
  RMSPROP,
  /** Adadelta (Zeiler 2012) with 1e-6 inside the roots; its learning rate is 1. */
  ADADELTA,
  /** Adam (Kingma and Ba 2015); L2 is part of the gradient. */
  ADAM,
  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
  ADAMW;

  /** Is it one of Adam's kind, which has momentum of its own? */
  public boolean isAdam() {
    return this == ADAM || this == ADAMW;
  }

  /** Names of the states that it keeps for each weight. */
  List<String> stateNames() {
    return switch (this) {
      case SGD -> List.of();
      case ADAGRAD, RMSPROP -> List.of("accumulator");
      case ADADELTA -> List.of("accumulator", "moves");
      case ADAM, ADAMW -> List.of("mean", "square");
    };
  }

  /** How many states it keeps for each weight. */
  public int states() {
    return stateNames().size();
  }

  /** The values of adapt_params where none are given. */
  double[] usualParameters() {
    return switch (this) {
      case ADAGRAD, SGD -> new double[0];
      case RMSPROP, ADADELTA -> new double[] {0.9};
      case ADAM, ADAMW -> new double[] {0.9, 0.999};
    };
  }
}
