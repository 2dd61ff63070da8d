package clickahead.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Functions whose optimum is known, over spaces of all kinds of dimensions. More is better. */
enum SearchFunction {
  /** Branin, two uniform dimensions; the optimum lies at three places. */
  BRANIN(
      List.of(dimension("x", "-5", "10", "0", false), dimension("y", "0", "15", "0", false)),
      -0.397887,
      SearchFunction::branin),
  /** Hartmann, six uniform dimensions. */
  HARTMANN(hartmannSpace(), 3.32237, SearchFunction::hartmann),
  /**
   * As a network's parameters: even on a logarithmic scale, in steps, of a list, and one without
   * effect.
   */
  NETWORK(
      List.of(
          dimension("rate", "0.0001", "1", "0", true),
          dimension("units", "32", "512", "32", false),
          dimension("drop", "0", "0.7", "0.05", false),
          dimension("idle", "0", "1", "0.05", false),
          new Dimension("act", new Choice(List.of("a", "b", "c", "d")), "f:5")),
      0,
      SearchFunction::network),
  /** Five lists of six without an order; every one that is right helps. */
  LISTS(lists(), 0, SearchFunction::lists);

  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };
  private static final double[] ALPHA = {1, 1.2, 3, 3.2};

  private final Space space;
  private final double optimum;
  private final ToDoubleFunction<Map<String, String>> value;

  SearchFunction(
      List<Dimension> dimensions, double optimum, ToDoubleFunction<Map<String, String>> value) {
    this.space = new Space(dimensions);
    this.optimum = optimum;
    this.value = value;
  }

  Space space() {
    return space;
  }

  double value(Map<String, String> values) {
    return value.applyAsDouble(values);
  }

  /** How far a value is below the optimum. */
  double regret(double found) {
    return optimum - found;
  }

  private static Dimension dimension(
      String name, String low, String high, String step, boolean log) {
    return new Dimension(name, SamplerTest.range(low, high, step, log), "f:" + name);
  }

  private static double number(Map<String, String> values, String name) {
    return Double.parseDouble(values.get(name));
  }

  private static double branin(Map<String, String> values) {
    double x = number(values, "x");
    double y = number(values, "y");
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return -(bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10);
  }

  private static List<Dimension> hartmannSpace() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int d = 0; d < 6; d++) {
      dimensions.add(dimension("x" + d, "0", "1", "0", false));
    }
    return dimensions;
  }

  private static double hartmann(Map<String, String> values) {
    double sum = 0;
    for (int i = 0; i < ALPHA.length; i++) {
      double inner = 0;
      for (int d = 0; d < 6; d++) {
        double off = number(values, "x" + d) - P[i][d];
        inner += A[i][d] * off * off;
      }
      sum += ALPHA[i] * Math.exp(-inner);
    }
    return sum;
  }

  private static double network(Map<String, String> values) {
    double rate = Math.log10(number(values, "rate")) + 1.5;
    double units = (number(values, "units") - 352) / 480;
    double drop = (number(values, "drop") - 0.2) / 0.7;
    double act = "abcd".indexOf(values.get("act")) * 0.3 % 0.9;
    return -(rate * rate + units * units + drop * drop + act);
  }

  private static List<Dimension> lists() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int d = 0; d < 5; d++) {
      dimensions.add(
          new Dimension("l" + d, new Choice(List.of("a", "b", "c", "d", "e", "f")), "f:" + d));
    }
    return dimensions;
  }

  private static double lists(Map<String, String> values) {
    double sum = 0;
    for (int d = 0; d < 5; d++) {
      sum -= ("abcdef".indexOf(values.get("l" + d)) + d) % 6 == 0 ? 0 : 1;
    }
    return sum;
  }
}
