package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.MiniBatch;
import clickahead.graph.Plan;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import clickahead.model.FirstWeights;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecParameters;
import java.lang.foreign.Arena;

/**
 * Trains GRU4Rec with session-parallel mini-batches. One seed and one number of workers give
 * bit-identical weights.
 */
public final class Trainer implements AutoCloseable {
  private static final int SAMPLE_STREAM = 2001;
  private static final int DROPOUT_STREAM = 2002;
  private static final int WEIGHT_STREAM = 2003;
  private static final int ORDER_STREAM = 2004;
  private static final long NANOS_BETWEEN_REPORTS = 100_000_000;

  private final Gru4RecParameters parameters;
  private final Arena arena = Arena.ofShared();
  private final WorkerTeam team;
  private final Gru4Rec model;
  private final int[] supports;
  private final Plan plan;
  private final AdaptiveOptimizer optimizer;
  private final SessionParallelFeed feed;
  private final NegativeSampler sampler;
  private final MiniBatch[] batches;
  private final long eventsPerEpoch;
  private volatile boolean stopRequested;
  private int epochs;
  private long steps;

  /** Sums of the running epoch; written by the first worker alone. */
  private static final class Tally {
    double weightedLoss;
    long events;
    long batches;
    boolean stopped;
    double divergedAt;
  }

  /**
   * Lays out weights and buffers, and draws the first weights.
   *
   * @param log the training sessions
   * @param items number of items, N; the log's items are below it
   * @param compute kernels and products
   * @throws IllegalArgumentException if the log has no session of two events
   */
  public Trainer(Gru4RecParameters parameters, SessionLog log, int items, Compute compute) {
    this.parameters = parameters;
    int workers = workers(parameters);
    supports = log.supports(items);
    eventsPerEpoch = transitions(log);
    if (eventsPerEpoch == 0) {
      throw new IllegalArgumentException(
          "the training log has "
              + log.sessions()
              + " sessions, none with two events: there is no next event to learn");
    }
    team = new WorkerTeam(workers, compute.products());
    optimizer =
        new AdaptiveOptimizer(
            compute.kernels().optimizers(),
            AdaptiveOptimizer.Settings.of(parameters),
            LearningRate.of(parameters, LearningRate.changes(parameters) ? plannedSteps(log) : 0));
    model = Gru4Rec.zeros(arena, compute, workers, parameters.shape(items), optimizer.planes());
    long seed = parameters.seed();
    FirstWeights.of(parameters, CounterRandom.derive(seed, WEIGHT_STREAM)).draw(model, team);
    int slots = parameters.batchSize();
    int samples = parameters.samplesPerStep();
    plan = plan(new Workspace(arena, compute, workers, slots));
    boolean loneSlotCounts = samples > 0 || parameters.fullSoftmax();
    feed = new SessionParallelFeed(log, order(log), slots, loneSlotCounts);
    sampler =
        new NegativeSampler(
            supports, parameters.sampleAlpha(), samples, CounterRandom.derive(seed, SAMPLE_STREAM));
    batches =
        new MiniBatch[] {
          new MiniBatch(0, slots, samples, workers), new MiniBatch(1, slots, samples, workers)
        };
  }

  /** Pairs of neighbouring events: the sum over the sessions of length - 1. */
  private static long transitions(SessionLog log) {
    long transitions = 0;
    for (int s = 0; s < log.sessions(); s++) {
      transitions += Math.max(0, log.length(s) - 1);
    }
    return transitions;
  }

  /** Mini-batches of all planned epochs; their number depends on the order of the sessions. */
  private long plannedSteps(SessionLog log) {
    boolean loneSlotCounts = parameters.samplesPerStep() > 0 || parameters.fullSoftmax();
    int slots = parameters.batchSize();
    SessionParallelFeed counted = new SessionParallelFeed(log, order(log), slots, loneSlotCounts);
    MiniBatch batch = new MiniBatch(0, slots, 0, 1);
    long steps = 0;
    for (int epoch = 1; epoch <= parameters.nEpochs(); epoch++) {
      counted.restart(epoch);
      for (counted.fill(batch); batch.active > 0; counted.fill(batch)) {
        steps++;
      }
    }
    return steps;
  }

  private SessionOrder order(SessionLog log) {
    if (parameters.trainRandomOrder()) {
      long seed = CounterRandom.derive(parameters.seed(), ORDER_STREAM);
      return SessionOrder.random(log.sessions(), seed);
    }
    return parameters.timeSort() ? SessionOrder.ofLog(log.sessions()) : SessionOrder.ofFile(log);
  }

  private static int workers(Gru4RecParameters parameters) {
    return parameters.threads() > 0
        ? parameters.threads()
        : Runtime.getRuntime().availableProcessors();
  }

  private Plan plan(Workspace space) {
    Gru4RecParameters p = parameters;
    Plan.Layout layout =
        new Plan.Layout(
            model.items(),
            model.input(),
            model.layers(),
            p.dropoutPEmbed(),
            p.dropoutPHidden(),
            p.samplesPerStep(),
            CounterRandom.derive(p.seed(), DROPOUT_STREAM));
    return new Plan(space, layout, p.lossSettings(supports));
  }

  /** The weights, and the optimiser's state behind them; valid until the trainer is closed. */
  public Gru4Rec model() {
    return model;
  }

  /** What is trained. */
  public Gru4RecParameters parameters() {
    return parameters;
  }

  /** How often each item occurs in the training log [N]. */
  public int[] supports() {
    return supports;
  }

  /** Epochs trained so far. */
  public int epochs() {
    return epochs;
  }

  /** Makes a running epoch end behind its current mini-batch; from any thread. */
  public void requestStop() {
    stopRequested = true;
  }

  /** Takes a request to stop back. */
  public void resume() {
    stopRequested = false;
  }

  /**
   * Trains one epoch, beginning with states of zero.
   *
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   * @throws IllegalArgumentException if not a single mini-batch could be made
   */
  public EpochReport trainEpoch(TrainingListener listener) {
    Tally tally = new Tally();
    long begin = System.nanoTime();
    team.run(worker -> runEpoch(worker, tally, listener));
    if (tally.divergedAt != 0) {
      throw new TrainingDivergedException(
          epochs + 1, tally.batches + 1, tally.divergedAt, parameters.learningRate());
    }
    if (tally.batches == 0 && !tally.stopped) {
      throw new IllegalArgumentException(
          "no mini-batch could be made: with n_sample 0 each needs two sessions side by side, and"
              + " batch_size is "
              + parameters.batchSize()
              + ". Raise n_sample, or batch_size, or train on more sessions");
    }
    epochs++;
    steps += tally.batches;
    double seconds = (System.nanoTime() - begin) * 1e-9;
    double loss = tally.weightedLoss / Math.max(1, tally.events);
    return new EpochReport(epochs, loss, seconds, tally.batches, tally.events, !tally.stopped);
  }

  private void runEpoch(Worker worker, Tally tally, TrainingListener listener) {
    boolean first = worker.index() == 0;
    if (first) {
      feed.restart(epochs + 1);
    }
    long step = steps;
    fill(worker, batches[0], step++, tally);
    worker.barrier();
    long reported = System.nanoTime();
    int parity = 0;
    while (batches[parity].active > 0) {
      MiniBatch batch = batches[parity];
      // The mini-batch's own number may be that of the step after the next once it is computed.
      long current = step - 1;
      fill(worker, batches[1 - parity], step++, tally);
      double loss = plan.gradients(worker, batch);
      if (!Double.isFinite(loss)) {
        tally.divergedAt = loss;
        return;
      }
      plan.update(worker, optimizer, current);
      if (first) {
        count(tally, batch, loss);
        if (System.nanoTime() - reported > NANOS_BETWEEN_REPORTS) {
          reported = System.nanoTime();
          listener.progress(epochs + 1, tally.events, eventsPerEpoch);
        }
      }
      parity = 1 - parity;
    }
  }

  /** The first worker fills the slots; every worker draws its share of the samples. */
  private void fill(Worker worker, MiniBatch batch, long step, Tally tally) {
    if (worker.index() == 0) {
      feed.fill(batch);
      if (stopRequested && batch.active > 0) {
        batch.active = 0;
        tally.stopped = true;
      }
      batch.step = step;
    }
    sampler.draw(worker, batch, step);
  }

  private void count(Tally tally, MiniBatch batch, double loss) {
    tally.weightedLoss += loss / parameters.batchSize() * batch.active;
    tally.events += batch.active;
    tally.batches++;
  }

  /** Ends the workers and frees weights and buffers. */
  @Override
  public void close() {
    team.close();
    arena.close();
  }
}
