package clickahead.stats;

import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Means of several models over the same events, taken anew each time sessions are drawn with
 * replacement; the same sessions for all models, so that differences are paired (Efron and
 * Tibshirani, 1993, chapters 13 and 16). Events of one session are not independent, hence sessions
 * are drawn, not events.
 */
public final class SessionBootstrap {
  private final double[] means;
  private final double[][] drawn;

  private SessionBootstrap(double[] means, double[][] drawn) {
    this.means = means;
    this.drawn = drawn;
  }

  /**
   * Where a value lies with some confidence.
   *
   * @param low lower end
   * @param high upper end
   */
  public record Interval(double low, double high) {}

  /**
   * Draws sessions; the same seed gives the same result on any number of threads.
   *
   * @param sums of each model: each session's sum over its events [M][S]
   * @param events number of each session's events, at least one of them above 0 [S]
   * @param draws how often all sessions are drawn, at least 1
   */
  public static SessionBootstrap of(double[][] sums, int[] events, int draws, long seed) {
    if (draws < 1) {
      throw new IllegalArgumentException("expected at least 1 draw, got " + draws);
    }
    double[] bySession = bySession(sums, events.length);
    double[][] drawn = new double[draws][];
    IntStream.range(0, draws)
        .parallel()
        .forEach(
            d -> drawn[d] = draw(bySession, sums.length, events, CounterRandom.derive(seed, d)));
    long all = Arrays.stream(events).asLongStream().sum();
    double[] means = Arrays.stream(sums).mapToDouble(s -> Arrays.stream(s).sum() / all).toArray();
    return new SessionBootstrap(means, drawn);
  }

  /** The models' sums side by side [S * M]: a draw adds them up in one go. */
  private static double[] bySession(double[][] sums, int sessions) {
    double[] bySession = new double[Math.multiplyExact(sessions, sums.length)];
    for (int m = 0; m < sums.length; m++) {
      for (int s = 0; s < sessions; s++) {
        bySession[s * sums.length + m] = sums[m][s];
      }
    }
    return bySession;
  }

  private static double[] draw(double[] bySession, int models, int[] events, long stream) {
    int[] times = new int[events.length];
    long count = 0;
    for (long n = 0; n < events.length || count == 0; n++) {
      int session = (int) (CounterRandom.uniform(stream, n) * events.length);
      times[session]++;
      count += events[session];
    }
    double[] means = new double[models];
    for (int s = 0; s < times.length; s++) {
      if (times[s] > 0) {
        add(bySession, s * models, times[s], means);
      }
    }
    for (int m = 0; m < models; m++) {
      means[m] /= count;
    }
    return means;
  }

  private static void add(double[] bySession, int from, double times, double[] sums) {
    for (int m = 0; m < sums.length; m++) {
      sums[m] += times * bySession[from + m];
    }
  }

  /** A model's mean over all sessions. */
  public double mean(int model) {
    return means[model];
  }

  /**
   * The percentile interval of a model's mean.
   *
   * @param confidence such as 0.95
   */
  public Interval interval(int model, double confidence) {
    return interval(Arrays.stream(drawn).mapToDouble(d -> d[model]), confidence);
  }

  /**
   * One model's mean less another's.
   *
   * @param confidence of the interval, such as 0.95
   */
  public PairedBootstrap difference(int first, int second, double confidence) {
    double[] differences = Arrays.stream(drawn).mapToDouble(d -> d[first] - d[second]).toArray();
    Interval interval = interval(Arrays.stream(differences), confidence);
    long below = Arrays.stream(differences).filter(d -> d <= 0).count();
    long above = Arrays.stream(differences).filter(d -> d >= 0).count();
    return new PairedBootstrap(
        means[first] - means[second],
        interval.low(),
        interval.high(),
        Math.min(1, 2.0 * (Math.min(below, above) + 1) / (drawn.length + 1)));
  }

  private static Interval interval(DoubleStream values, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "expected a confidence between 0 and 1, got " + confidence);
    }
    double[] sorted = values.sorted().toArray();
    double tail = (1 - confidence) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Between the two nearest values, in proportion. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
