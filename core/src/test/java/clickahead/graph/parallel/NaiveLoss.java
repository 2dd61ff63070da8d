package clickahead.graph.parallel;

import clickahead.graph.Loss;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.math.Activation;

/**
 * The losses as their definitions have them: one slot after the other, over all columns, none of
 * them merged, in double precision. A second opinion on the operators.
 *
 * @param loss which loss, with its options
 * @param supports of the items
 */
record NaiveLoss(LossCase loss, int[] supports) {

  /**
   * Sum over the slots.
   *
   * @param scores [B][B + S] raw scores of the targets of all slots, then the samples
   * @param items [B + S] the columns' items; a negative one stands for no column
   */
  double sum(double[][] scores, int[] items) {
    double sum = 0;
    for (int b = 0; b < scores.length; b++) {
      sum += items[b] < 0 ? 0 : slot(scores[b], items, b, scores.length);
    }
    return sum;
  }

  private double slot(double[] scores, int[] items, int own, int slots) {
    double[] kept = new double[items.length];
    int n = 0;
    int place = 0;
    for (int j = 0; j < items.length; j++) {
      boolean hit = loss.exclude() && j != own && items[j] == items[own];
      if (items[j] < 0 || hit) {
        continue;
      }
      place = j == own ? n : place;
      double exponent = j < slots ? 1 : loss.alpha();
      kept[n++] = scores[j] - loss.logq() * exponent * Math.log(supports[items[j]]);
    }
    double[] y = java.util.Arrays.copyOf(kept, n);
    for (int j = 0; j < n; j++) {
      y[j] = activated(loss.activation(), y[j]);
    }
    return switch (loss.loss()) {
      case CROSS_ENTROPY, XE_LOGIT -> crossEntropy(y, place);
      case BPR -> bpr(y, place);
      case TOP1 -> top1(y, place);
      case TOP1_MAX, BPR_MAX -> max(y, place);
    };
  }

  private static double activated(Activation a, double x) {
    return switch (a.kind()) {
      case LINEAR -> x;
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(0, x);
      case LEAKY -> Math.max(x, a.first() * x);
      case ELU -> x >= 0 ? x : a.first() * (Math.exp(x) - 1);
      case SELU -> a.first() * (x >= 0 ? x : a.second() * (Math.exp(x) - 1));
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private double crossEntropy(double[] y, int own) {
    double z = 0;
    for (double score : y) {
      z += Math.exp(score);
    }
    double result = 0;
    double s = y.length == 1 ? 0 : loss.smoothing();
    for (int j = 0; j < y.length; j++) {
      double label = j == own ? 1 - s : s / (y.length - 1);
      result -= label * Math.log(Math.exp(y[j]) / z);
    }
    return result;
  }

  private static double bpr(double[] y, int own) {
    double result = 0;
    for (double score : y) {
      result -= Math.log(sigmoid(y[own] - score));
    }
    return result;
  }

  private static double top1(double[] y, int own) {
    double result = 0;
    for (double score : y) {
      result += sigmoid(score - y[own]) + sigmoid(score * score);
    }
    return (result - sigmoid(y[own] * y[own])) / y.length;
  }

  private double max(double[] y, int own) {
    double z = 0;
    for (int j = 0; j < y.length; j++) {
      z += j == own ? 0 : Math.exp(y[j]);
    }
    double top1 = 0;
    double likelihood = 0;
    double penalty = 0;
    for (int j = 0; j < y.length; j++) {
      double s = j == own ? 0 : Math.exp(y[j]) / z;
      top1 += s * (sigmoid(y[j] - y[own]) + sigmoid(y[j] * y[j]));
      likelihood += s * sigmoid(y[own] - y[j]);
      penalty += s * y[j] * y[j];
    }
    return loss.loss() == Loss.TOP1_MAX
        ? top1
        : -Math.log(likelihood + 1e-24) + loss.bpreg() * penalty;
  }
}
