package clickahead.baseline;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.TensorSpec;
import clickahead.model.EpochReport;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import clickahead.model.StoredTensor;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.Checkpoint;
import clickahead.train.FeedPosition;
import clickahead.train.ItemRows;
import clickahead.train.Retraining;
import clickahead.train.TrainingPosition;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training of {@link BprMf}: a pass over the clicks is an epoch, a click a mini-batch. */
final class BprMfTraining implements Training {
  private static final String SESSIONS = "checkpoint.sessions";
  private static final String ORDER = "checkpoint.order";
  private static final String DRAWN = "drawn";
  private static final int CLICKS_AT_ONCE = 4096;

  private final BprMfParameters parameters;
  private final TrainingSet data;
  private final int[] supports;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment itemRows;
  private final BprMfDescent descent;
  private volatile boolean stopRequested;
  private int epochs;
  private double seconds;
  private boolean begun;

  /**
   * Draws all factors.
   *
   * @param supports how often each item counts as clicked [N]
   */
  BprMfTraining(BprMfParameters parameters, TrainingSet data, int[] supports) {
    if (data.log().events() == 0) {
      throw new IllegalArgumentException(
          "the training log has no clicks. Prepare it again with weaker filters");
    }
    this.parameters = parameters;
    this.data = data;
    this.supports = supports;
    int items = data.catalog().size();
    itemRows = BprMf.weights(items, parameters);
    descent = new BprMfDescent(data.log(), items, parameters, arena, itemRows);
  }

  /**
   * Takes a training up.
   *
   * @param data the clicks that it was begun with, in the checkpoint's item indices
   */
  static BprMfTraining resume(Checkpoint checkpoint, TrainingSet data) throws IOException {
    StoredModel file = checkpoint.model().stored();
    BprMfParameters parameters = (BprMfParameters) checkpoint.model().parameters();
    BprMfTraining training = new BprMfTraining(parameters, data, checkpoint.model().supports());
    training.copy(file, BprMfKind.WEIGHTS, training.itemRows);
    training.copy(file, SESSIONS, training.descent.sessionRows());
    int[] order = file.integers(ORDER);
    if (order.length != data.log().events()) {
      throw new FormatException(
          file.file(),
          "damaged: an order of %d clicks, the log has %d"
              .formatted(order.length, data.log().events()));
    }
    TrainingPosition position = checkpoint.position();
    training.descent.moveTo(
        order, position.feed().next(), position.weightedLoss(), checkpoint.number(DRAWN));
    training.epochs = position.epochs();
    training.seconds = position.seconds();
    training.begun = position.batches() > 0;
    return training;
  }

  private void copy(StoredModel file, String tensor, MemorySegment to) throws FormatException {
    MemorySegment saved = file.tensors().data(tensor, ElementType.F32);
    if (saved.byteSize() != to.byteSize()) {
      throw new FormatException(
          file.file(),
          "damaged: tensor %s has %d bytes, expected %d"
              .formatted(tensor, saved.byteSize(), to.byteSize()));
    }
    to.copyFrom(saved);
  }

  /** Goes on with a model: known items keep their factors, sessions get theirs anew. */
  static BprMfTraining goOn(Retraining retraining, BprMfParameters parameters) throws IOException {
    retraining.requireFixed(parameters);
    BprMfTraining training =
        new BprMfTraining(parameters, retraining.data(), retraining.supports());
    StoredModel file = retraining.before().stored();
    long known = (long) retraining.before().items() * (parameters.nFactors() + 1) * Float.BYTES;
    training.copy(file, BprMfKind.WEIGHTS, training.itemRows.asSlice(0, known));
    retraining.beginNewItems(List.of(training.rows()));
    return training;
  }

  private ItemRows rows() {
    int width = parameters.nFactors() + 1;
    return new ItemRows() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public double get(int item, int column) {
        return itemRows.getAtIndex(ValueLayout.JAVA_FLOAT, (long) item * width + column);
      }

      @Override
      public void put(int item, int column, double value) {
        itemRows.setAtIndex(ValueLayout.JAVA_FLOAT, (long) item * width + column, (float) value);
      }
    };
  }

  @Override
  public int epochs() {
    return epochs;
  }

  /** Without any pass the model is the factors as they were drawn, which takes an epoch too. */
  @Override
  public int plannedEpochs() {
    return Math.max(1, parameters.nIterations());
  }

  @Override
  public EpochReport trainEpoch(TrainingListener listener) {
    long begin = System.nanoTime();
    double before = seconds;
    boolean learns = parameters.nIterations() > 0;
    if (learns && !begun) {
      descent.beginPass();
      begun = true;
    }
    int clicks = descent.order().length;
    boolean pause = false;
    while (learns && descent.next() < clicks && !pause) {
      descent.learn(CLICKS_AT_ONCE);
      listener.progress(epochs + 1, descent.next(), clicks);
      pause = stopRequested || listener.pauseBefore(steps());
    }
    seconds = before + (System.nanoTime() - begin) * 1e-9;
    boolean complete = !learns || descent.next() == clicks;
    int learned = learns ? descent.next() : 0;
    double loss = learned == 0 ? Double.NaN : descent.loss() / learned;
    EpochReport report = new EpochReport(epochs + 1, loss, seconds, learned, learned, complete);
    if (complete) {
      epochs++;
      seconds = 0;
      begun = false;
    }
    return report;
  }

  private long steps() {
    return (long) epochs * descent.order().length + (begun ? descent.next() : 0);
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public BaselineModel model(Map<String, Object> record) {
    return model(record, List.of());
  }

  private BaselineModel model(Map<String, Object> record, List<StoredTensor> more) {
    Map<String, Object> all = new LinkedHashMap<>(record);
    Origin origin = data.origin(supports, all);
    BprMf model = new BprMf(itemRows, data.catalog().size(), parameters.nFactors());
    return new BaselineModel(
        BprMfKind.NAME,
        parameters,
        model,
        origin,
        () -> {
          List<StoredTensor> tensors = new java.util.ArrayList<>(List.of(BprMfKind.stored(model)));
          tensors.addAll(more);
          return tensors;
        });
  }

  @Override
  public boolean hasCheckpoints() {
    return true;
  }

  @Override
  public void saveCheckpoint(Path file, Map<String, Object> record, Map<String, Object> notes)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(notes);
    all.put(DRAWN, descent.drawn());
    int learned = begun ? descent.next() : 0;
    TrainingPosition position =
        new TrainingPosition(
            epochs,
            steps(),
            learned,
            learned,
            begun ? descent.loss() : 0,
            seconds,
            FeedPosition.ofSequences(learned, 0),
            new float[0][]);
    List<StoredTensor> more =
        List.of(
            new StoredCopy(
                TensorSpec.of(
                    SESSIONS, ElementType.F32, data.log().sessions(), parameters.nFactors()),
                descent.sessionRows()),
            StoredTensor.of(ORDER, descent.order()));
    Checkpoint.save(file, model(record, more), position, all);
  }

  @Override
  public void close() {
    arena.close();
  }
}
