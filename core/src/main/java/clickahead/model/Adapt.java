package clickahead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** The same with the velocity, where there is momentum: the planes behind the weights. */
  List<String> stateNames(double momentum) {
    List<String> names = new ArrayList<>(stateNames());
    if (momentum > 0) {
      names.add("velocity");
    }
    return names;
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

  /** A parameter: as given, or as usual; 0 where it has no such. */
  public double parameter(List<Double> given, int index) {
    double[] usual = usualParameters();
    if (index >= usual.length) {
      return 0;
    }
    return given.isEmpty() ? usual[index] : given.get(index);
  }

  /**
   * Refuses parameters and momentum that it does not take.
   *
   * @throws IllegalArgumentException with what to change
   */
  void requireFitting(List<Double> given, double momentum, boolean nesterov) {
    String label = name().toLowerCase(Locale.ROOT);
    int usual = usualParameters().length;
    if (!given.isEmpty() && given.size() != usual) {
      throw new IllegalArgumentException(
          "adapt_params has %d values, and adapt=%s takes %d. Set as many, or none for the usual ones"
              .formatted(given.size(), label, usual));
    }
    if (momentum > 0 && isAdam()) {
      throw new IllegalArgumentException(
          "adapt="
              + label
              + " has momentum of its own, its first decay. Set momentum=0, or another adapt");
    }
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException(
          "nesterov=true needs momentum. Set one above 0, or nesterov=false");
    }
  }
}
