package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.Plan;
import clickahead.math.Compute;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import clickahead.model.EpochReport;
import clickahead.model.FirstWeights;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import java.lang.foreign.Arena;

/**
 * Trains GRU4Rec with session-parallel mini-batches. One seed and one number of workers give
 * bit-identical weights.
 */
public final class Trainer implements AutoCloseable {
  private static final int SAMPLE_STREAM = 2001;
  private static final int DROPOUT_STREAM = 2002;
  private static final int WEIGHT_STREAM = 2003;
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
  private volatile double divergedAt;
  private EpochTally tally = new EpochTally();
  private int epochs;
  private long steps;
  private int parity;
  private boolean paused;

  /**
   * Lays out weights and buffers, and draws the first weights.
   *
   * @param log the training sessions
   * @param items number of items, N; the log's items are below it
   * @param compute kernels and products
   * @throws IllegalArgumentException if the log has no session of two events
   */
  public Trainer(Gru4RecParameters parameters, SessionLog log, int items, Compute compute) {
    this(parameters, log, TrainingStart.afresh(log, items), compute);
  }

  /**
   * Likewise, for a training that goes on with weights which the caller puts into {@link #model}.
   *
   * @param start what it takes over besides; its supports give the number of items
   */
  public Trainer(
      Gru4RecParameters parameters, SessionLog log, TrainingStart start, Compute compute) {
    this.parameters = parameters;
    supports = start.supports();
    steps = start.firstStep();
    int items = supports.length;
    int slots = parameters.batchSize();
    int samples = parameters.samplesPerStep();
    boolean loneSlotCounts = samples > 0 || parameters.fullSoftmax();
    DwellWeights weights = DwellWeights.of(log, parameters.dwell());
    SessionOrder order = SessionOrder.of(parameters, log);
    feed = new SessionParallelFeed(log, order, slots, loneSlotCounts, weights);
    eventsPerEpoch = feed.transitions();
    if (eventsPerEpoch == 0) {
      throw new IllegalArgumentException(
          "the training log has "
              + log.sessions()
              + " sessions, none with two events: there is no next event to learn");
    }
    int workers = start.workersOr(parameters.threads());
    team = new WorkerTeam(workers, compute.products());
    long planned =
        LearningRate.changes(parameters.lrSchedule(), parameters.warmup())
            ? feed.countMiniBatches(parameters.nEpochs())
            : 0;
    optimizer =
        new AdaptiveOptimizer(
            compute.kernels().optimizers(),
            AdaptiveOptimizer.Settings.of(parameters),
            LearningRate.of(parameters, start.firstStep(), planned),
            AdaptiveOptimizer.StepCount.since(start.optimizerSteps() - start.firstStep()));
    model = Gru4Rec.zeros(arena, compute, workers, parameters.shape(items), optimizer.planes());
    long seed = parameters.seed();
    FirstWeights.of(parameters, CounterRandom.derive(seed, WEIGHT_STREAM)).draw(model, team);
    Plan.Layout layout = layout();
    plan =
        new Plan(
            new Workspace(arena, compute, workers, slots),
            layout,
            parameters.lossSettings(supports));
    sampler =
        new NegativeSampler(
            supports, parameters.sampleAlpha(), samples, CounterRandom.derive(seed, SAMPLE_STREAM));
    int earlier = layout.earlierSteps();
    batches =
        new MiniBatch[] {
          new MiniBatch(0, slots, samples, workers, earlier),
          new MiniBatch(1, slots, samples, workers, earlier)
        };
  }

  private Plan.Layout layout() {
    Gru4RecParameters p = parameters;
    // No session has more events to go back through, so that more steps would only take memory.
    int bptt = Math.min(p.bptt(), feed.longest());
    return new Plan.Layout(
        model.items(),
        model.input(),
        model.layers(),
        p.dropoutPEmbed(),
        p.dropoutPHidden(),
        p.samplesPerStep(),
        CounterRandom.derive(p.seed(), DROPOUT_STREAM),
        bptt);
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

  /** Mini-batches since the training began, those of a model that it goes on with included. */
  public long steps() {
    return steps;
  }

  /** Mini-batches that the optimiser's state has seen. */
  public long optimizerSteps() {
    return optimizer.steps(steps);
  }

  /** Number of workers. */
  public int workers() {
    return team.size();
  }

  /** Epochs trained so far. */
  public int epochs() {
    return epochs;
  }

  /** Makes a running epoch pause behind its current mini-batch; from any thread. */
  public void requestStop() {
    stopRequested = true;
  }

  /** Takes a request to stop back; a paused epoch can go on. */
  public void resume() {
    stopRequested = false;
  }

  /** Forgets a paused epoch: the next one begins with the first session. The weights stay. */
  public void abandonEpoch() {
    tally = new EpochTally();
  }

  /**
   * Where the training stands; between two calls of {@link #trainEpoch}.
   *
   * @see #moveTo
   */
  public TrainingPosition position() {
    float[][] states = plan.carriedStates(batches[1 - parity]);
    return tally.position(epochs, steps, feed.position(), states);
  }

  /**
   * Goes on where another trainer of the same parameters, log and weights stood: what follows is,
   * bit for bit, what would have followed there.
   */
  public void moveTo(TrainingPosition position) {
    epochs = position.epochs();
    steps = position.steps();
    tally = EpochTally.at(position);
    parity = 0;
    if (tally.batches > 0) {
      feed.restart(epochs + 1);
      feed.moveTo(position.feed());
      plan.carryStates(batches[1], position.states());
    }
  }

  /**
   * Trains one epoch, beginning with states of zero, or goes on with a paused one.
   *
   * @return what the whole epoch has come to so far
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   * @throws IllegalArgumentException if not a single mini-batch could be made
   */
  public EpochReport trainEpoch(TrainingListener listener) {
    long begin = System.nanoTime();
    if (tally.batches == 0) {
      feed.restart(epochs + 1);
      parity = 0;
    }
    paused = false;
    team.run(worker -> runEpoch(worker, listener));
    tally.seconds += (System.nanoTime() - begin) * 1e-9;
    if (divergedAt != 0) {
      throw new TrainingDivergedException(
          epochs + 1, tally.batches + 1, divergedAt, parameters.learningRate());
    }
    if (tally.batches == 0 && !paused) {
      throw new IllegalArgumentException(
          "no mini-batch could be made: with n_sample 0 each needs two sessions side by side, and"
              + " batch_size is "
              + parameters.batchSize()
              + ". Raise n_sample, or batch_size, or train on more sessions");
    }
    EpochReport report = tally.report(epochs + 1, !paused);
    if (!paused) {
      epochs++;
      tally = new EpochTally();
    }
    return report;
  }

  private void runEpoch(Worker worker, TrainingListener listener) {
    boolean first = worker.index() == 0;
    int next = parity;
    long step = steps;
    fill(worker, batches[next], step++, listener);
    worker.barrier();
    long reported = System.nanoTime();
    while (batches[next].active > 0) {
      MiniBatch batch = batches[next];
      // The mini-batch's own number may be that of the step after the next once it is computed.
      long current = step - 1;
      fill(worker, batches[1 - next], step++, listener);
      double loss = plan.gradients(worker, batch);
      if (!Double.isFinite(loss)) {
        divergedAt = loss;
        return;
      }
      plan.update(worker, optimizer, current);
      if (first) {
        tally.count(batch, loss);
        if (System.nanoTime() - reported > NANOS_BETWEEN_REPORTS) {
          reported = System.nanoTime();
          listener.progress(epochs + 1, tally.events, eventsPerEpoch);
        }
      }
      next = 1 - next;
    }
    if (first) {
      steps = step - 1;
      parity = next;
    }
  }

  /** The first worker fills the slots; every worker draws its share of the samples. */
  private void fill(Worker worker, MiniBatch batch, long step, TrainingListener listener) {
    if (worker.index() == 0) {
      boolean pause = listener.pauseBefore(step) || stopRequested;
      FeedPosition before = pause ? feed.position() : null;
      feed.fill(batch);
      if (pause && batch.active > 0) {
        feed.moveTo(before);
        batch.active = 0;
        paused = true;
      }
      batch.step = step;
    }
    sampler.draw(worker, batch, step);
  }

  /** Ends the workers and frees weights and buffers. */
  @Override
  public void close() {
    team.close();
    arena.close();
  }
}
