package clickahead.graph.sequence;

import clickahead.graph.MiniBatch;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;

/**
 * A batch of sequences of any lengths, packed without padding: each worker has sequences of its
 * own, longest first, and its events are ordered by step, so that the events of a step lie one
 * behind the other and row i of a step continues row i of the step before. Outputs are the
 * positions whose session vector is wanted; they are numbered worker by worker, in the order of
 * their events. Where clicks were removed, one event may be an output for several prefixes.
 */
public final class SequenceBatch {
  /** Number of this step since the training began; seeds what is random in it. */
  public long step;

  /** Samples that all outputs share; it has no slots of its own. */
  public final MiniBatch negatives;

  /** What follows the targets, for a teacher; null without one. */
  final LaterClicks later;

  /** Number of the event there whose state is about each output's target [P]. */
  final int[] laterNumbers;

  /** Item behind each output [P], {@link MiniBatch#NONE} where none is known. */
  final int[] targets;

  /** What each output's loss is multiplied with [P]; 1 unless {@link #pack} is told otherwise. */
  final double[] weights;

  /** Negatives of each output [P, n]; to be filled behind {@link #pack}. */
  final int[] ownNegatives;

  /** Input item of each event [E]. */
  final int[] items;

  /** Number of each event in the order in which the sequences were added, for any workers [E]. */
  final int[] numbers;

  /** What is known of the events besides their items. */
  final EventDescriptions descriptions;

  /** Event of each output [P], its step, and which of its worker's sequences it belongs to. */
  final int[] outputEvents;

  final int[] outputSteps;
  final int[] outputSlots;

  private final SequenceShape shape;

  /** Where the events lie in the log, by their numbers [E]. */
  private final long[] places;

  /** Behind which place of the log each sequence's first output comes, and where its last ends. */
  private final long[] outputFrom;

  private final long[] ends;
  private final int[] lengths;
  private final int[] firstNumbers;
  private final LongestFirst longestFirst;
  private final WorkerSteps layout;
  private final int[] firstOutput;
  private int sequences;
  private int events;

  /** An empty batch. */
  public SequenceBatch(SequenceShape shape) {
    this(shape, null, 0);
  }

  /**
   * An empty batch.
   *
   * @param later gets what follows the targets, for a teacher; null without one
   * @param features number of features that events have besides their items, F
   */
  public SequenceBatch(SequenceShape shape, LaterClicks later, int features) {
    this.shape = shape;
    descriptions = new EventDescriptions(features, shape.events());
    this.later = later;
    laterNumbers = new int[later == null ? 0 : shape.outputs()];
    int workers = shape.workers();
    negatives = new MiniBatch(0, 0, shape.samples(), workers);
    targets = new int[shape.outputs()];
    weights = new double[shape.outputs()];
    ownNegatives = new int[Math.multiplyExact(shape.outputs(), shape.ownNegatives())];
    items = new int[shape.events()];
    numbers = new int[shape.events()];
    outputEvents = new int[shape.outputs()];
    outputSteps = new int[shape.outputs()];
    outputSlots = new int[shape.outputs()];
    places = new long[shape.events()];
    outputFrom = new long[shape.sequences()];
    ends = new long[shape.sequences()];
    lengths = new int[shape.sequences()];
    firstNumbers = new int[shape.sequences()];
    longestFirst = new LongestFirst(shape.sequences(), shape.steps());
    layout = new WorkerSteps(shape);
    firstOutput = new int[workers + 1];
  }

  /** Forgets all sequences. */
  public void clear() {
    sequences = 0;
    events = 0;
    if (later != null) {
      later.clear();
    }
  }

  /**
   * Adds a sequence.
   *
   * @param first where its first event lies in the log
   * @param length number of events, at least 1
   * @param firstOutput first position that is an output; all behind it are
   */
  public void add(long first, int length, int firstOutput) {
    begin(first, length, length, firstOutput);
    for (int t = 0; t < length; t++) {
      places[events++] = first + t;
    }
  }

  /**
   * Adds what is left of a sequence after some of its events were removed. The prefixes stay those
   * of the whole sequence, with the targets that they had: a prefix whose last events are gone ends
   * with the last one that it still has. Those that have none are left out.
   *
   * @param first where its first event lies in the log
   * @param length number of events before any was removed
   * @param firstOutput first position that is an output; all behind it are
   * @param kept positions of the events that are left, ascending
   * @param count how many are, at least 1
   */
  public void add(long first, int length, int firstOutput, int[] kept, int count) {
    begin(first, length, count, firstOutput);
    for (int i = 0; i < count; i++) {
      places[events++] = first + kept[i];
    }
  }

  private void begin(long first, int length, int fed, int firstOutput) {
    if (fed < 1 || fed > shape.steps() || events + fed > shape.events()) {
      throw new IllegalArgumentException(
          "a sequence of " + fed + " events does not fit behind " + events + " into " + shape);
    }
    outputFrom[sequences] = first + firstOutput;
    ends[sequences] = first + length;
    lengths[sequences] = fed;
    firstNumbers[sequences] = events;
    if (later != null) {
      later.add(sequences, first, length);
    }
    sequences++;
  }

  /** Number of sequences. */
  public int sequences() {
    return sequences;
  }

  /** Number of events, E. */
  public int events() {
    return events;
  }

  /** Number of outputs, P; known once the batch is packed. */
  public int outputs() {
    return firstOutput[shape.workers()];
  }

  /** Number of an output's event, counted in the order in which the sequences were added. */
  public int number(int output) {
    return numbers[outputEvents[output]];
  }

  /** The item behind an output. */
  public int target(int output) {
    return targets[output];
  }

  /** Sets one of an output's own negatives. */
  public void setNegative(int output, int n, int item) {
    ownNegatives[output * shape.ownNegatives() + n] = item;
  }

  /**
   * Splits the sequences among the workers and lays their events out.
   *
   * @param item the item of an event of the log
   * @param withTargets is each output followed by an event of the log, its target?
   */
  public void pack(LongToIntFunction item, boolean withTargets) {
    pack(item, withTargets, event -> 1);
  }

  /**
   * The same with weights.
   *
   * @param weight what the loss is multiplied with where an event of the log is the target
   */
  public void pack(LongToIntFunction item, boolean withTargets, LongToDoubleFunction weight) {
    pack(item, withTargets, weight, EventFeatures.NONE);
  }

  /**
   * The same with what else is known of the events.
   *
   * @param features as many as the batch was made for, or none: then events have no values of them
   */
  public void pack(
      LongToIntFunction item,
      boolean withTargets,
      LongToDoubleFunction weight,
      EventFeatures features) {
    layout.deal(longestFirst.order(lengths, sequences), sequences, lengths);
    int output = 0;
    for (int w = 0; w < shape.workers(); w++) {
      firstOutput[w] = output;
      output = fill(w, item, withTargets, weight, features, output);
    }
    firstOutput[shape.workers()] = output;
    if (later != null) {
      later.pack(item);
    }
  }

  private int fill(
      int w,
      LongToIntFunction item,
      boolean withTargets,
      LongToDoubleFunction weight,
      EventFeatures features,
      int output) {
    for (int t = 0; t < layout.steps(w); t++) {
      for (int i = 0; i < layout.active(w, t); i++) {
        int s = layout.sequence(w, i);
        int event = layout.stepStart(w, t) + i;
        int number = firstNumbers[s] + t;
        items[event] = item.applyAsInt(places[number]);
        numbers[event] = number;
        long previous = t == 0 ? EventFeatures.NO_PLACE : places[number - 1];
        descriptions.set(event, places[number], previous, features);
        long end = t + 1 < lengths[s] ? places[number + 1] : ends[s];
        for (long last = Math.max(places[number], outputFrom[s]); last < end; last++) {
          targets[output] = withTargets ? item.applyAsInt(last + 1) : MiniBatch.NONE;
          if (later != null) {
            laterNumbers[output] = later.number(s, last + 1);
          }
          weights[output] = withTargets ? weight.applyAsDouble(last + 1) : 1;
          outputEvents[output] = event;
          outputSteps[output] = t;
          outputSlots[output++] = i;
        }
      }
    }
    return output;
  }

  /** First event of a worker; behind the last worker the number of events. */
  int firstEvent(int worker) {
    return layout.firstEvent(worker);
  }

  /** First output of a worker; behind the last worker the number of outputs. */
  int firstOutput(int worker) {
    return firstOutput[worker];
  }

  /** Number of steps of a worker: the length of its longest sequence. */
  int steps(int worker) {
    return layout.steps(worker);
  }

  /** First event of a worker's step. */
  int stepStart(int worker, int step) {
    return layout.stepStart(worker, step);
  }

  /** How many of a worker's sequences have a step. */
  int active(int worker, int step) {
    return layout.active(worker, step);
  }

  /** How many sequences a worker has. */
  int sequences(int worker) {
    return layout.sequences(worker);
  }

  /** Events of one of a worker's sequences. */
  int length(int worker, int slot) {
    return lengths[layout.sequence(worker, slot)];
  }
}
