package clickahead.train;

import clickahead.graph.Workspace;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.graph.sequence.SequencePlan;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.Compute;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import clickahead.model.EpochReport;
import clickahead.model.FirstSequenceWeights;
import clickahead.model.LengthMode;
import clickahead.model.Origin;
import clickahead.model.SavedModel;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import clickahead.model.TrainedModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.Training;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a sequence model: whole sequences, gradient through time, a loss at every prefix. One seed
 * and one number of workers give bit-identical weights.
 */
public final class SequenceTrainer implements Training {
  private static final int SAMPLE_STREAM = 2001;
  private static final int DROPOUT_STREAM = 2002;
  private static final int WEIGHT_STREAM = 2003;
  private static final long NANOS_BETWEEN_REPORTS = 100_000_000;

  private final String kind;
  private final SequenceParameters parameters;
  private final TrainingSet data;
  private final TrainingStart start;
  private final Compute compute;
  private final Arena arena = Arena.ofShared();
  private final WorkerTeam team;
  private final SequenceModel model;
  private final SequencePlan plan;
  private final SequenceOptimizers optimizers;
  private final SequenceFeeds feeds;
  private final Teacher teacher;
  private final SequenceNegatives negatives;
  private final SequenceBatch[] batches;
  private volatile boolean stopRequested;
  private volatile double divergedAt;
  private EpochTally tally = new EpochTally();
  private int epochs;
  private long steps;
  private boolean paused;

  /**
   * Lays out weights and buffers, and draws the first weights.
   *
   * @param kind the name of the model's kind
   * @throws IllegalArgumentException if the log has no session of two events
   */
  public SequenceTrainer(
      String kind, SequenceParameters parameters, TrainingSet data, Compute compute) {
    this(kind, parameters, data, TrainingStart.afresh(data.log(), data.catalog().size()), compute);
    FrozenEmbeddings.copy(parameters.training().embeddings(), data.catalog(), model.items());
  }

  /** The same for a training whose weights come from elsewhere, or were begun before. */
  SequenceTrainer(
      String kind,
      SequenceParameters parameters,
      TrainingSet data,
      TrainingStart start,
      Compute compute) {
    this.kind = kind;
    this.start = start;
    this.parameters = parameters;
    this.data = parameters.encoded(data);
    this.compute = compute;
    EventFeatures features = parameters.eventFeatures(this.data.catalog()).in(data.log());
    SequenceTraining p = parameters.training();
    int workers = start.workersOr(p.threads());
    steps = start.firstStep();
    long seed = p.seed();
    feeds = new SequenceFeeds(p, data.log(), features);
    teacher = Teacher.of(p.distillation(), data.catalog(), arena, compute);
    team = new WorkerTeam(workers, compute.products());
    optimizers = new SequenceOptimizers(parameters, start, feeds.planned(), compute);
    model =
        parameters.network(
            new Workspace(arena, compute, workers, 1), this.data.catalog(), optimizers.planes());
    new FirstSequenceWeights(CounterRandom.derive(seed, WEIGHT_STREAM)).draw(model, team);
    optimizers.silence(model);
    negatives =
        new SequenceNegatives(p, start.supports(), CounterRandom.derive(seed, SAMPLE_STREAM));
    SequenceShape shape = feeds.shape(workers, negatives);
    plan =
        new SequencePlan(
            arena,
            compute,
            shape,
            model,
            p.loss(start.supports()),
            teacher.distillation(),
            // A window is no longer than the limit, and its gradient is never cut.
            p.lengthMode() == LengthMode.WINDOW ? 0 : p.maxLength(),
            CounterRandom.derive(seed, DROPOUT_STREAM));
    batches = new SequenceBatch[2];
    Arrays.setAll(
        batches, i -> new SequenceBatch(shape, teacher.laterClicks(shape), features.count()));
  }

  /** The weights, to be filled before the first epoch. */
  SequenceModel weights() {
    return model;
  }

  /** The record has the steps that have been made, for who goes on with the model. */
  @Override
  public TrainedModel model(Map<String, Object> record) {
    Map<String, Object> all = new LinkedHashMap<>(record);
    all.putAll(optimizers.record(epochs + 1, steps, tally.batches));
    Origin origin = data.origin(start.supports(), all, parameters.itemFeatures());
    return new TrainedSequenceModel(kind, parameters, model, compute, origin);
  }

  @Override
  public TrainedModel copy(Arena memory) {
    return ((TrainedSequenceModel) model(Map.of())).copyForPrediction(memory);
  }

  @Override
  public boolean hasCheckpoints() {
    return true;
  }

  @Override
  public void saveCheckpoint(Path file, Map<String, Object> record, Map<String, Object> notes)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(notes);
    all.putAll(start.notes(team.size()));
    all.putAll(teacher.notes());
    FeedPosition at = feed().position();
    Checkpoint.save(file, model(record), tally.position(epochs, steps, at, new float[0][]), all);
  }

  /** Brings a trainer of the checkpoint's start to where it stood. */
  void restore(Checkpoint checkpoint) throws IOException {
    teacher.requireSame(checkpoint);
    checkpoint.model().copyWeightsAndState(model, parameters.training().learner());
    TrainingPosition position = checkpoint.position();
    epochs = position.epochs();
    steps = position.steps();
    tally = EpochTally.at(position);
    optimizers.restore(checkpoint.model().record(), epochs + 1, tally.batches);
    if (tally.batches > 0) {
      feed().restart(epochs + 1);
      feed().moveTo(position.feed());
    }
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int plannedEpochs() {
    return phases().getLast();
  }

  @Override
  public List<Integer> phases() {
    return feeds.phases();
  }

  @Override
  public void skipTo(int end) {
    epochs = end;
  }

  @Override
  public void goBackTo(SavedModel earlier) throws IOException {
    earlier.copyWeightsAndState(model, parameters.training().learner());
    optimizers.goBackTo(earlier.record(), steps);
  }

  @Override
  public int epochsBeforeJudging() {
    return optimizers.epochsBeforeTheLast();
  }

  /** Bytes of the buffers that a step works in; the weights and their gradients lie elsewhere. */
  public long stepBytes() {
    return plan.bytes();
  }

  private SequenceFeed feed() {
    return feeds.of(epochs + 1);
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public EpochReport trainEpoch(TrainingListener listener) {
    long begin = System.nanoTime();
    if (tally.batches == 0) {
      feed().restart(epochs + 1);
    }
    paused = false;
    List<SequenceOptimizers.OfTurn> passes = optimizers.of(epochs + 1, steps - tally.batches);
    team.run(worker -> runEpoch(worker, passes, listener));
    tally.seconds += (System.nanoTime() - begin) * 1e-9;
    if (divergedAt != 0) {
      throw new TrainingDivergedException(
          epochs + 1, tally.batches + 1, divergedAt, optimizers.learningRate(epochs + 1));
    }
    EpochReport report = tally.report(epochs + 1, !paused);
    if (!paused) {
      optimizers.endEpoch(epochs + 1, tally.batches);
      epochs++;
      tally = new EpochTally();
    }
    return report;
  }

  private void runEpoch(
      Worker worker, List<SequenceOptimizers.OfTurn> passes, TrainingListener listener) {
    boolean first = worker.index() == 0;
    long step = steps;
    if (first) {
      fill(batches[0], step, listener);
    }
    worker.barrier();
    long reported = System.nanoTime();
    int parity = 0;
    while (batches[parity].outputs() > 0) {
      SequenceBatch batch = batches[parity];
      negatives.draw(worker, batch, step);
      double loss = 0;
      for (int pass = 0; pass < passes.size(); pass++) {
        SequenceOptimizers.OfTurn of = passes.get(pass);
        loss = plan.gradients(worker, batch, of.turn());
        if (!Double.isFinite(loss)) {
          divergedAt = loss;
          return;
        }
        if (first && pass == 0) {
          // By now all workers are done with the step before, whose batch this was.
          fill(batches[1 - parity], step + 1, listener);
        }
        plan.update(worker, batch, of.turn(), of.optimizers(), step);
      }
      if (first) {
        tally.count(batch.outputs(), loss);
        if (System.nanoTime() - reported > NANOS_BETWEEN_REPORTS) {
          reported = System.nanoTime();
          listener.progress(epochs + 1, tally.events, feed().prefixes());
        }
      }
      step++;
      parity = 1 - parity;
      worker.barrier();
    }
    if (first) {
      steps = step;
    }
  }

  private void fill(SequenceBatch batch, long step, TrainingListener listener) {
    batch.step = step;
    boolean pause = listener.pauseBefore(step) || stopRequested;
    if (pause && !feed().isAtEnd()) {
      feed().finish(batch);
      paused = true;
    } else {
      feed().fill(batch);
    }
  }

  @Override
  public void close() {
    team.close();
    arena.close();
  }
}
