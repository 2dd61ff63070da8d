package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back of a step whose loss is followed through the last k steps of each slot's session:
 * through all layers, to the weights and to the items that were fed. Steps of a session that has
 * ended are not followed, so that the work is that of the events which the gradient reaches.
 */
final class ThroughTime implements Operator {
  private final Workspace space;
  private final Kernels kernels;
  private final GruStep top;
  private final List<GruThroughTime> layers = new ArrayList<>();
  private final EmbeddingInput embedding;
  private final FedGradients fed;
  private final FollowedEvents[] events;
  private final int stride;

  /** Gradient of the top states, slot by slot [B, S]. */
  private final long last;

  /** The same of each worker's events [E, S]: what those before this step's get is zero here. */
  private final long[] gradients;

  private final long[] scratch;

  /**
   * Lays out the buffers and makes the steps leave what they compute.
   *
   * @param steps the steps of the layers, first layer first
   * @param embedding the look-up of the first layer's input; null for one-hot vectors
   * @param fed gets the places of the inputs' gradients
   * @param depth k
   */
  ThroughTime(
      Workspace space, List<GruStep> steps, EmbeddingInput embedding, FedGradients fed, int depth) {
    this.space = space;
    this.embedding = embedding;
    this.fed = fed;
    kernels = space.compute().kernels();
    StepRing inputs = embedding == null ? null : embedding.history();
    for (GruStep step : steps) {
      LayerHistory history = step.keep(depth);
      layers.add(GruThroughTime.of(space, step.layer, history, inputs, depth));
      inputs = history.states;
    }
    top = steps.getLast();
    stride = top.weights.width();
    int slots = FollowedEvents.mostSlots(space.slots(), space.workers());
    last = space.elements((long) space.slots() * stride);
    gradients = space.elementsPerWorker((long) slots * depth * stride);
    scratch = space.elementsPerWorker(layers.getFirst().inputWidth());
    events = new FollowedEvents[space.workers()];
    for (int w = 0; w < events.length; w++) {
      events[w] = new FollowedEvents(space.slots(), space.workers(), depth);
    }
  }

  /** What the next steps need of those before, in one order. */
  List<StepRing> rings() {
    List<StepRing> rings = new ArrayList<>();
    if (embedding != null) {
      rings.add(embedding.history());
    }
    layers.forEach(layer -> rings.addAll(layer.history().rings()));
    return rings;
  }

  @Override
  public void prepare(Worker worker, MiniBatch batch) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).prepare(worker);
    }
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {}

  @Override
  public void backward(Worker worker, MiniBatch batch) {
    int w = worker.index();
    int first = worker.shareStart(top.state.units);
    int own = worker.shareEnd(top.state.units) - first;
    long gradient = top.stateGradient(worker);
    kernels.transpose(gradient, top.p, own, space.slots(), last + space.bytes(first), stride);
    FollowedEvents mine = events[w];
    mine.take(worker, batch);
    worker.barrier();
    long dh = begin(w, mine);
    for (int l = layers.size() - 1; l >= 0; l--) {
      dh = layers.get(l).backward(w, batch.step, mine, dh);
    }
    give(w, batch.step, mine, dh);
  }

  /** Lays out the gradients of the events' top states, as far as the scores give them. */
  private long begin(int w, FollowedEvents mine) {
    long bytes = space.bytes(stride);
    int n = mine.count(0);
    for (int i = 0; i < n; i++) {
      Memory.copy(last + mine.slot(i) * bytes, gradients[w] + i * bytes, bytes);
    }
    if (mine.total() > n) {
      Memory.clear(gradients[w] + n * bytes, (mine.total() - n) * bytes);
    }
    return gradients[w];
  }

  /** Tells where the gradients of the events' inputs lie. */
  private void give(int w, long step, FollowedEvents mine, long rows) {
    GruThroughTime bottom = layers.getFirst();
    int width = embedding == null ? bottom.gateStride() : bottom.inputWidth();
    for (int lag = 0; mine.count(lag) > 0; lag++) {
      for (int i = 0; i < mine.count(lag); i++) {
        int slot = mine.slot(i);
        long row = rows + space.bytes((long) (mine.first(lag) + i) * width);
        if (embedding != null) {
          embedding.undrop(row, step - lag, slot, scratch[w]);
        }
        fed.put(lag, slot, row);
      }
    }
  }

  @Override
  public void collect(Worker worker) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).collect(worker);
    }
  }
}
