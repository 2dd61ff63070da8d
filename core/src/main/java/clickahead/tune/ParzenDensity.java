package clickahead.tune;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A density over the places of a space: a mixture of kernels on given points and, with the weight
 * of one more point, the uniform density, so that nothing is ever out of the question. A kernel is
 * a product over the dimensions: a normal density cut off at 0 and 1 along a range, and where there
 * is no order, most of the weight on the point's own value.
 */
final class ParzenDensity {
  /** Widest deviation of a normal kernel, of one point; more points narrow it (Scott's rule). */
  private static final double WIDEST = 0.15;

  private static final double NARROWEST = 0.02;

  private final int[] choices;
  private final List<double[]> points;
  private final double deviation;

  /** Weight of other values than the point's own, where there is no order. */
  private final double elsewhere;

  ParzenDensity(Space space, List<double[]> points) {
    this.points = points;
    int dimensions = space.dimensions().size();
    choices = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      boolean choice = space.dimensions().get(d).domain() instanceof Choice;
      choices[d] = choice ? (int) space.dimensions().get(d).domain().size().orElseThrow() : 0;
    }
    double spread = Math.pow(Math.max(1, points.size()), -1.0 / (dimensions + 4));
    deviation = Math.max(NARROWEST, WIDEST * spread);
    elsewhere = 1.0 / (1 + points.size());
  }

  /** A place drawn from it. */
  double[] draw(SplittableRandom random) {
    int kernel = random.nextInt(points.size() + 1);
    double[] places = random.doubles(choices.length).toArray();
    if (kernel == points.size()) {
      return places;
    }
    double[] point = points.get(kernel);
    for (int d = 0; d < places.length; d++) {
      if (choices[d] == 0) {
        places[d] = inside(point[d], random);
      } else if (random.nextDouble() >= elsewhere) {
        places[d] = point[d];
      }
    }
    return places;
  }

  private double inside(double middle, SplittableRandom random) {
    while (true) {
      double place = middle + deviation * random.nextGaussian();
      if (place >= 0 && place < 1) {
        return place;
      }
    }
  }

  /** The logarithm of the density at a place. */
  double logDensity(double[] places) {
    double sum = 1;
    for (double[] point : points) {
      double product = 1;
      for (int d = 0; d < places.length; d++) {
        product *= kernel(d, point[d], places[d]);
      }
      sum += product;
    }
    return Math.log(sum / (points.size() + 1));
  }

  private double kernel(int d, double point, double place) {
    if (choices[d] > 0) {
      boolean same = (int) (place * choices[d]) == (int) (point * choices[d]);
      return elsewhere + (same ? (1 - elsewhere) * choices[d] : 0);
    }
    double z = (place - point) / deviation;
    double within = cumulative((1 - point) / deviation) - cumulative(-point / deviation);
    return Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI) * within);
  }

  /** The normal distribution, by a logistic curve that is off by less than 0.0002. */
  private static double cumulative(double z) {
    return 1 / (1 + Math.exp(-z * (1.5976 + 0.070565992 * z * z)));
  }
}
