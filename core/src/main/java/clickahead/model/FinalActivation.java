package clickahead.model;

import clickahead.graph.Loss;
import clickahead.math.Activation;
import java.util.Locale;

/**
 * What becomes of a score before the loss sees it, by the official code's name: {@code auto}, a
 * softmax, or an element-wise {@link Activation}.
 *
 * @param kind which of them
 * @param activation the element-wise function; linear for the other kinds
 */
public record FinalActivation(Kind kind, Activation activation) {

  /** Kinds of output activations. */
  public enum Kind {
    /** What suits the loss. */
    AUTO,
    /** The softmax of cross-entropy. */
    SOFTMAX,
    /** The log-softmax of xe_logit. */
    SOFTMAX_LOGIT,
    /** Each score by itself, for the pairwise losses. */
    ELEMENTWISE
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if there is no such activation
   */
  public static FinalActivation parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return switch (name.replace('-', '_')) {
      case "auto" -> new FinalActivation(Kind.AUTO, Activation.LINEAR);
      case "softmax" -> new FinalActivation(Kind.SOFTMAX, Activation.LINEAR);
      case "softmax_logit" -> new FinalActivation(Kind.SOFTMAX_LOGIT, Activation.LINEAR);
      default -> new FinalActivation(Kind.ELEMENTWISE, Activation.parse(name));
    };
  }

  /** The names that {@link #parse} reads. */
  public static String choices() {
    return "auto, linear, relu, tanh, leaky-X, elu-X, selu-X-Y, softmax or softmax_logit";
  }

  /**
   * The element-wise function that a loss works with.
   *
   * @param eluParam what auto takes for bpr-max: elu with this parameter
   * @throws IllegalArgumentException if the loss and this contradict each other
   */
  Activation before(Loss loss, double eluParam) {
    boolean fits =
        switch (kind) {
          case AUTO -> true;
          case SOFTMAX -> loss == Loss.CROSS_ENTROPY;
          case SOFTMAX_LOGIT -> loss == Loss.XE_LOGIT;
          case ELEMENTWISE -> !loss.isSoftmax();
        };
    if (!fits) {
      String name = loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
      String right =
          switch (loss) {
            case CROSS_ENTROPY -> "softmax";
            case XE_LOGIT -> "softmax_logit";
            default -> "linear, relu, tanh, leaky-X, elu-X or selu-X-Y";
          };
      throw new IllegalArgumentException(
          "final_act=%s does not go with loss=%s, which needs %s. Set final_act=auto, or another loss"
              .formatted(this, name, right));
    }
    return kind == Kind.AUTO && loss == Loss.BPR_MAX ? Activation.elu(eluParam) : activation;
  }

  /** The name that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind == Kind.ELEMENTWISE ? activation.toString() : kind.name().toLowerCase(Locale.ROOT);
  }
}
