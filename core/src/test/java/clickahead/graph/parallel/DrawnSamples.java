package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a mini-batch's samples are, whoever drew them and whoever owns them. */
public final class DrawnSamples {
  private DrawnSamples() {}

  /** All samples, sorted; each must lie in the list of its owner. */
  public static int[] of(MiniBatch batch, int workers) {
    IntStream all = IntStream.empty();
    for (int drawer = 0; drawer < workers; drawer++) {
      for (int owner = 0; owner < workers; owner++) {
        int[] list = Arrays.copyOf(batch.samples(drawer, owner), batch.sampleCount(drawer, owner));
        for (int item : list) {
          if (item % workers != owner) {
            throw new AssertionError("item " + item + " in the list of worker " + owner);
          }
        }
        all = IntStream.concat(all, Arrays.stream(list));
      }
    }
    return all.sorted().toArray();
  }
}
