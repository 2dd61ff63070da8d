package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.Distillation;
import clickahead.graph.LaterClicks;
import clickahead.graph.SequenceBatch;
import clickahead.graph.SequencePlan;
import clickahead.graph.SequenceShape;
import clickahead.graph.Turn;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import clickahead.model.EpochReport;
import clickahead.model.FirstSequenceWeights;
import clickahead.model.LengthMode;
import clickahead.model.SequenceLossType;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import clickahead.model.TrainedModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.Training;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.model.TrainingStrategy;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Trains a sequence model: whole sequences, gradient through time, a loss at every prefix. One seed
 * and one number of workers give bit-identical weights.
 */
public final class SequenceTrainer implements Training {
  private static final int SAMPLE_STREAM = 2001;
  private static final int DROPOUT_STREAM = 2002;
  private static final int WEIGHT_STREAM = 2003;
  private static final int ORDER_STREAM = 2004;
  private static final long NANOS_BETWEEN_REPORTS = 100_000_000;

  private final String kind;
  private final SequenceParameters parameters;
  private final TrainingSet data;
  private final Compute compute;
  private final Arena arena = Arena.ofShared();
  private final WorkerTeam team;
  private final SequenceModel model;
  private final int[] supports;
  private final SequencePlan plan;
  private final TrainingTurns turns;
  private final AdaptiveOptimizer optimizer;
  private final AdaptiveOptimizer fineTuner;
  private final SequenceFeed wholeFeed;
  private final SequenceFeed recentFeed;
  private final NegativeSampler shared;
  private final OwnNegativeSampler own;
  private final SequenceBatch[] batches;
  private volatile boolean stopRequested;
  private int epochs;
  private long steps;

  /** Sums of the running epoch; written by the first worker alone. */
  private static final class Tally {
    double loss;
    long prefixes;
    long batches;
    boolean stopped;
    double divergedAt;
  }

  /** A turn, the optimiser of what moves, and that of what the networks share. */
  private record TurnOptimizers(Turn turn, AdaptiveOptimizer own, AdaptiveOptimizer shared) {}

  /**
   * Lays out weights and buffers, and draws the first weights.
   *
   * @param kind the name of the model's kind
   * @param compute kernels and products
   * @throws IllegalArgumentException if the log has no session of two events
   */
  public SequenceTrainer(
      String kind, SequenceParameters parameters, TrainingSet data, Compute compute) {
    this.kind = kind;
    this.parameters = parameters;
    this.data = data;
    this.compute = compute;
    SessionLog log = data.log();
    SequenceTraining p = parameters.training();
    int workers = p.threads() > 0 ? p.threads() : Runtime.getRuntime().availableProcessors();
    supports = log.supports(data.catalog().size());
    long seed = p.seed();
    wholeFeed = feed(p, log, 1);
    if (wholeFeed.prefixes() == 0) {
      throw new IllegalArgumentException(
          "the training log has "
              + log.sessions()
              + " sessions, none with two events: there is no next event to learn");
    }
    double recent = p.fineTuning().fineTune().value();
    recentFeed = recent > 0 ? feed(p, log, recent) : wholeFeed;
    Distillation distillation = Teacher.of(p.distillation(), data.catalog(), arena, compute);
    team = new WorkerTeam(workers, compute.products());
    optimizer = optimizer(p, compute, p.learningRate());
    fineTuner =
        optimizer(p, compute, p.fineTuning().fineTuneLearningRate().orElse(p.learningRate()));
    model =
        parameters.network(
            new Workspace(arena, compute, workers, 1), data.catalog(), optimizer.planes());
    new FirstSequenceWeights(CounterRandom.derive(seed, WEIGHT_STREAM)).draw(model, team);
    FrozenEmbeddings.copy(p.embeddings(), data.catalog(), model.items());
    turns = new TrainingTurns(parameters.strategy(), parameters.networks(), p.epochs());
    if (parameters.strategy() == TrainingStrategy.RESIDUAL) {
      IntStream.range(1, parameters.networks()).forEach(model::silence);
    }
    boolean together = p.lossType() == SequenceLossType.CE;
    int sharedCount = together ? p.negatives() : 0;
    int ownCount = together ? 0 : p.negatives();
    SequenceShape shape = wholeFeed.shape(workers, sharedCount, ownCount);
    plan =
        new SequencePlan(
            arena,
            compute,
            shape,
            model,
            p.loss(supports),
            distillation,
            // A window is no longer than the limit, and its gradient is never cut.
            p.lengthMode() == LengthMode.WINDOW ? 0 : p.maxLength(),
            CounterRandom.derive(seed, DROPOUT_STREAM));
    long samples = CounterRandom.derive(seed, SAMPLE_STREAM);
    shared = new NegativeSampler(supports, p.sampleAlpha(), sharedCount, samples);
    own = new OwnNegativeSampler(supports, p.sampleAlpha(), ownCount, samples);
    batches = new SequenceBatch[] {batch(shape, distillation), batch(shape, distillation)};
  }

  private static SequenceBatch batch(SequenceShape shape, Distillation distillation) {
    return new SequenceBatch(shape, distillation == null ? null : new LaterClicks(shape));
  }

  private static SequenceFeed feed(SequenceTraining p, SessionLog log, double share) {
    return new SequenceFeed(
        log,
        SequenceFeed.mostRecent(log, share),
        p.lengthMode(),
        p.maxLength(),
        p.trainBatchSize(),
        CounterRandom.derive(p.seed(), ORDER_STREAM),
        p.clickDropout(),
        p.distillation().reverse());
  }

  private static AdaptiveOptimizer optimizer(
      SequenceTraining p, Compute compute, double learningRate) {
    AdaptiveOptimizer.Settings settings =
        new AdaptiveOptimizer.Settings(
            p.learner(),
            p.learner().parameter(List.of(), 0),
            p.learner().parameter(List.of(), 1),
            0,
            false,
            p.weightDecay(),
            p.clipGradNorm());
    return AdaptiveOptimizer.constant(compute.kernels().optimizers(), settings, learningRate);
  }

  @Override
  public TrainedModel model(Map<String, Object> record) {
    return new TrainedSequenceModel(
        kind, parameters, model, compute, data.origin(supports, record, parameters.itemFeatures()));
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int plannedEpochs() {
    SequenceTraining p = parameters.training();
    return p.epochs() + p.fineTuning().extraEpochs();
  }

  @Override
  public int epochsBeforeJudging() {
    return turns.epochsBeforeTheLast();
  }

  /** Is the next epoch, or the running one, part of the fine-tuning? */
  private boolean isFineTuning() {
    return epochs >= parameters.training().epochs();
  }

  private SequenceFeed feed() {
    return isFineTuning() ? recentFeed : wholeFeed;
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public EpochReport trainEpoch(TrainingListener listener) {
    Tally tally = new Tally();
    long begin = System.nanoTime();
    List<TurnOptimizers> passes =
        turns.of(epochs + 1).stream().map(turn -> optimizers(turn)).toList();
    team.run(worker -> runEpoch(worker, passes, tally, listener));
    if (tally.divergedAt != 0) {
      throw new TrainingDivergedException(
          epochs + 1, tally.batches + 1, tally.divergedAt, learningRate());
    }
    epochs++;
    steps += tally.batches;
    double seconds = (System.nanoTime() - begin) * 1e-9;
    double loss = tally.loss / Math.max(1, tally.prefixes);
    return new EpochReport(epochs, loss, seconds, tally.batches, tally.prefixes, !tally.stopped);
  }

  /** Those of a turn, which know how many steps their weights have not moved in. */
  private TurnOptimizers optimizers(Turn turn) {
    AdaptiveOptimizer all = isFineTuning() ? fineTuner : optimizer;
    long missed = turns.missed(Math.max(0, turn.moving()), epochs + 1, steps);
    return new TurnOptimizers(turn, all.missing(missed), all);
  }

  private void runEpoch(
      Worker worker, List<TurnOptimizers> passes, Tally tally, TrainingListener listener) {
    boolean first = worker.index() == 0;
    if (first) {
      feed().restart(epochs + 1);
      fill(batches[0], steps, tally);
    }
    worker.barrier();
    long reported = System.nanoTime();
    int parity = 0;
    long step = steps;
    while (batches[parity].outputs() > 0) {
      SequenceBatch batch = batches[parity];
      shared.draw(worker, batch.negatives, step);
      own.draw(worker, batch, step);
      double loss = 0;
      for (int pass = 0; pass < passes.size(); pass++) {
        TurnOptimizers of = passes.get(pass);
        loss = plan.gradients(worker, batch, of.turn());
        if (!Double.isFinite(loss)) {
          tally.divergedAt = loss;
          return;
        }
        if (first && pass == 0) {
          // By now all workers are done with the step before, whose batch this was.
          fill(batches[1 - parity], step + 1, tally);
        }
        plan.update(worker, batch, of.turn(), of.own(), of.shared(), step);
      }
      if (first) {
        tally.loss += loss;
        tally.prefixes += batch.outputs();
        tally.batches++;
        if (System.nanoTime() - reported > NANOS_BETWEEN_REPORTS) {
          reported = System.nanoTime();
          listener.progress(epochs + 1, tally.prefixes, feed().prefixes());
        }
      }
      step++;
      parity = 1 - parity;
      worker.barrier();
    }
  }

  private double learningRate() {
    SequenceTraining p = parameters.training();
    return isFineTuning()
        ? p.fineTuning().fineTuneLearningRate().orElse(p.learningRate())
        : p.learningRate();
  }

  private void fill(SequenceBatch batch, long step, Tally tally) {
    batch.step = step;
    feed().fill(batch);
    if (stopRequested && batch.outputs() > 0) {
      feed().finish(batch);
      tally.stopped = true;
    }
  }

  @Override
  public void close() {
    team.close();
    arena.close();
  }
}
