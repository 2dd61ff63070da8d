package clickahead.bench;

import java.io.IOException;
import java.util.Arrays;

/** Runs one of the measurements that {@code docs/benchmarks.md} lists. */
public final class Main {
  private Main() {}

  /** Name of the measurement, then its arguments. */
  public static void main(String[] args) throws IOException {
    String name = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (name) {
      case "training" -> TrainingSpeed.run(rest);
      case "variants" -> TrainingVariants.run(rest);
      case "products" -> ProductShare.run(rest);
      case "evaluation" -> EvaluationSpeed.run(rest);
      case "recommendation" -> RecommendationSpeed.run(rest);
      case "batch" -> BatchSpeed.run(rest);
      case "neighbours" -> NeighbourSpeed.run(rest);
      case "scale" -> ScaleSpeed.run(rest);
      case "growth" -> SessionGrowth.run(rest);
      case "leave-one-out" -> LeaveOneOut.run(rest);
      case "generate" -> ClickLogGenerator.main(rest);
      case "jmh" -> org.openjdk.jmh.Main.main(rest);
      default -> {
        System.err.println(
            "measurements: training, variants, products, evaluation, recommendation, neighbours, batch,"
                + " scale, growth, leave-one-out, generate, jmh; their arguments stand in docs/benchmarks.md");
        System.exit(2);
      }
    }
  }
}
