package clickahead.graph;

import java.util.Arrays;

/**
 * One mini-batch: in each of B slots the event that is fed and the one that follows it, and the
 * negative samples that all slots share. Two of them take turns, one being filled while the other
 * is computed. Filled by the feed, read by the operators.
 */
public final class MiniBatch {
  /** A slot without a session. */
  public static final int NONE = -1;

  /** Which of the two this is, 0 or 1. */
  public final int parity;

  /** Input items [B]; {@link #NONE} in a slot without a session. */
  public final int[] inputs;

  /** Target items [B]; {@link #NONE} in a slot without a session. */
  public final int[] targets;

  /**
   * What each slot was fed one, two, ... steps before, [k][B], as far as it was of the same
   * session; else {@link #NONE}. Without a gradient through time there is none, k = 0.
   */
  public final int[][] earlier;

  /** What each slot's loss is multiplied with [B]; 1 unless the feed says otherwise. */
  public final double[] weights;

  /** Slots whose hidden state is set to zero before the step [B]. */
  public final boolean[] fresh;

  /** Number of slots that hold a session; 0 behind the last mini-batch of an epoch. */
  public int active;

  /** Number of this step since the training began; seeds what is random in it. */
  public long step;

  private final int workers;
  private final RowOwners owners;
  private final int[][] samples;
  private final int[] sampleCounts;

  /** An empty mini-batch without earlier inputs. */
  public MiniBatch(int parity, int slots, int sampleCount, int workers) {
    this(parity, slots, sampleCount, workers, 0);
  }

  /**
   * An empty mini-batch.
   *
   * @param parity 0 or 1
   * @param slots B
   * @param sampleCount most negative samples of a step
   * @param workers W
   * @param earlierSteps steps whose inputs it tells, k
   */
  public MiniBatch(int parity, int slots, int sampleCount, int workers, int earlierSteps) {
    earlier = new int[earlierSteps][slots];
    for (int[] inputsBefore : earlier) {
      Arrays.fill(inputsBefore, NONE);
    }
    this.parity = parity;
    this.workers = workers;
    owners = new RowOwners(workers);
    inputs = new int[slots];
    targets = new int[slots];
    fresh = new boolean[slots];
    weights = new double[slots];
    Arrays.fill(weights, 1);
    samples = new int[workers * workers][sampleCount];
    sampleCounts = new int[workers * workers];
    Arrays.fill(inputs, NONE);
    Arrays.fill(targets, NONE);
  }

  /** Forgets the samples that one worker has drawn. */
  public void clearSamples(int drawer) {
    Arrays.fill(sampleCounts, drawer * workers, (drawer + 1) * workers, 0);
  }

  /**
   * Adds a negative sample.
   *
   * @param drawer the worker that adds it; each has lists of its own
   */
  public void addSample(int drawer, int item) {
    int list = drawer * workers + owners.owner(item);
    samples[list][sampleCounts[list]++] = item;
  }

  /** The samples that one worker drew of the items that another owns; valid up to the count. */
  public int[] samples(int drawer, int owner) {
    return samples[drawer * workers + owner];
  }

  /** How many samples of a drawer an owner has. */
  public int sampleCount(int drawer, int owner) {
    return sampleCounts[drawer * workers + owner];
  }
}
