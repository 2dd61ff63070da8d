package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.eval.DenseRanker;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Matrix factorisation with the pairwise loss BPR (Rendle et al., UAI 2009), for sessions: a
 * running session is the mean of its clicks' factors, as in Hidasi et al. (ICLR 2016). Every item
 * has a score.
 */
public final class BprMf implements Baseline {
  private final MemorySegment items;
  private final int count;
  private final int factors;

  /**
   * A trained model.
   *
   * @param items [N, factors + 1]: factors and bias of each item
   */
  BprMf(MemorySegment items, int count, int factors) {
    this.items = items;
    this.count = count;
    this.factors = factors;
  }

  /**
   * Learns factors; one seed gives one model.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static BprMf train(SessionLog train, int items, BprMfParameters parameters) {
    MemorySegment weights = weights(items, parameters);
    try (Arena arena = Arena.ofConfined()) {
      BprMfDescent descent = new BprMfDescent(train, items, parameters, arena, weights);
      for (int pass = 0; pass < parameters.nIterations(); pass++) {
        descent.beginPass();
        descent.learn(Integer.MAX_VALUE);
      }
    }
    return new BprMf(weights, items, parameters.nFactors());
  }

  /** Room for factors and bias of each item [N, factors + 1], zeros. */
  static MemorySegment weights(int items, BprMfParameters parameters) {
    long floats = (long) items * (parameters.nFactors() + 1);
    return Arena.ofAuto().allocate(floats * Float.BYTES, Float.BYTES);
  }

  /** Number of factors. */
  int factors() {
    return factors;
  }

  /** Factors and bias of each item [N, factors + 1]. */
  MemorySegment weights() {
    return items;
  }

  @Override
  public String name() {
    return "bpr-mf";
  }

  @Override
  public int items() {
    return count;
  }

  @Override
  public SessionScorer newScorer() {
    return new Scorer();
  }

  @Override
  public SessionRanker newRanker() {
    return new DenseRanker(newScorer());
  }

  private final class Scorer implements SessionScorer {
    private final float[] sum = new float[factors];
    private int clicks;

    @Override
    public int items() {
      return count;
    }

    @Override
    public void startSession() {
      Arrays.fill(sum, 0);
      clicks = 0;
    }

    @Override
    public void click(int item) {
      long at = (long) item * (factors + 1);
      for (int f = 0; f < factors; f++) {
        sum[f] += items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f);
      }
      clicks++;
    }

    @Override
    public void score(float[] scores) {
      float mean = clicks == 0 ? 0 : 1f / clicks;
      for (int i = 0; i < scores.length; i++) {
        long at = (long) i * (factors + 1);
        scores[i] = mean * dot(at) + items.getAtIndex(ValueLayout.JAVA_FLOAT, at + factors);
      }
    }

    /** Four sums side by side: one would wait for itself. */
    private float dot(long at) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      int f = 0;
      for (; f + 3 < factors; f += 4) {
        a += sum[f] * items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f);
        b += sum[f + 1] * items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f + 1);
        c += sum[f + 2] * items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f + 2);
        d += sum[f + 3] * items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f + 3);
      }
      for (; f < factors; f++) {
        a += sum[f] * items.getAtIndex(ValueLayout.JAVA_FLOAT, at + f);
      }
      return (a + b) + (c + d);
    }
  }
}
