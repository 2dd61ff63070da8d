package clickahead.graph.sequence;

import clickahead.graph.MiniBatch;
import java.util.function.LongToIntFunction;

/**
 * The clicks behind a batch's targets, each sequence's last one first: what a teacher sees that a
 * student must not. A session's targets share one pass here too, as its prefixes do: the state
 * behind the click at q is about the target before it.
 */
public final class LaterClicks {
  /** The reversed sequences; a click lies at its place in the log with the sign changed. */
  final SequenceBatch reversed;

  private LongToIntFunction items;

  /** Made once, since a step allocates nothing. */
  private final LongToIntFunction mirrored = place -> items.applyAsInt(-place);

  private final long[] ends;
  private final int[] firstNumbers;

  /**
   * Room for what stands behind the targets of a batch.
   *
   * @param shape of that batch
   */
  public LaterClicks(SequenceShape shape) {
    reversed = new SequenceBatch(reversed(shape));
    ends = new long[shape.sequences()];
    firstNumbers = new int[shape.sequences()];
  }

  static SequenceShape reversed(SequenceShape shape) {
    return new SequenceShape(
        shape.workers(), shape.sequences(), shape.events(), shape.events(), shape.steps(), 0, 0);
  }

  void clear() {
    reversed.clear();
  }

  /**
   * Adds what follows the targets of a sequence.
   *
   * @param sequence its number
   * @param first where its first event lies in the log; the first target is behind it
   * @param targets number of its targets
   */
  void add(int sequence, long first, int targets) {
    ends[sequence] = first + targets;
    firstNumbers[sequence] = reversed.events();
    if (targets > 1) {
      reversed.add(-ends[sequence], targets - 1, 0);
    }
  }

  void pack(LongToIntFunction item) {
    items = item;
    reversed.pack(mirrored, false);
  }

  /**
   * The number of the event whose state is about a target, {@link MiniBatch#NONE} for the last
   * click of a session.
   *
   * @param target where the target lies in the log
   */
  int number(int sequence, long target) {
    int behind = (int) (ends[sequence] - target);
    return behind == 0 ? MiniBatch.NONE : firstNumbers[sequence] + behind - 1;
  }
}
