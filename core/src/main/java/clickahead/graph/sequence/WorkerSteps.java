package clickahead.graph.sequence;

import java.util.Arrays;

/**
 * Which worker has which sequences of a batch, longest first, and where the events of each of its
 * steps lie: one behind the other, worker by worker.
 */
final class WorkerSteps {
  private final int workers;

  /** Sequences of each worker, how many, and how many events they have. */
  private final int[][] own;

  private final int[] count;
  private final int[] events;

  /** First event of each worker's steps, and behind them its end. */
  private final int[][] stepStart;

  private final int[] steps;
  private final int[] firstEvent;

  /** Room for batches of a shape. */
  WorkerSteps(SequenceShape shape) {
    workers = shape.workers();
    own = new int[workers][shape.sequences()];
    count = new int[workers];
    events = new int[workers];
    stepStart = new int[workers][shape.steps() + 1];
    steps = new int[workers];
    firstEvent = new int[workers + 1];
  }

  /**
   * Deals sequences out: each goes to the worker with the fewest events so far.
   *
   * @param order the sequences, longest first
   * @param sequences how many
   * @param lengths events of each sequence
   */
  void deal(int[] order, int sequences, int[] lengths) {
    Arrays.fill(count, 0);
    Arrays.fill(events, 0);
    for (int i = 0; i < sequences; i++) {
      int least = 0;
      for (int w = 1; w < workers; w++) {
        least = events[w] < events[least] ? w : least;
      }
      own[least][count[least]++] = order[i];
      events[least] += lengths[order[i]];
    }
    for (int w = 0; w < workers; w++) {
      firstEvent[w + 1] = firstEvent[w] + events[w];
      layOut(w, lengths);
    }
  }

  private void layOut(int w, int[] lengths) {
    int longest = count[w] == 0 ? 0 : lengths[own[w][0]];
    steps[w] = longest;
    int running = count[w];
    stepStart[w][0] = firstEvent[w];
    for (int t = 0; t < longest; t++) {
      while (lengths[own[w][running - 1]] <= t) {
        running--;
      }
      stepStart[w][t + 1] = stepStart[w][t] + running;
    }
  }

  /** One of a worker's sequences. */
  int sequence(int worker, int slot) {
    return own[worker][slot];
  }

  /** How many sequences a worker has. */
  int sequences(int worker) {
    return count[worker];
  }

  /** First event of a worker; behind the last worker the number of events. */
  int firstEvent(int worker) {
    return firstEvent[worker];
  }

  /** Number of steps of a worker: the length of its longest sequence. */
  int steps(int worker) {
    return steps[worker];
  }

  /** First event of a worker's step. */
  int stepStart(int worker, int step) {
    return stepStart[worker][step];
  }

  /** How many of a worker's sequences have a step. */
  int active(int worker, int step) {
    return stepStart[worker][step + 1] - stepStart[worker][step];
  }
}
