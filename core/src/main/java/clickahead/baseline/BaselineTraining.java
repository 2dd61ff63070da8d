package clickahead.baseline;

import clickahead.model.EpochReport;
import clickahead.model.Origin;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.lang.foreign.Arena;
import java.util.Map;

/** The training of a baseline: one epoch, in which it is made. */
final class BaselineTraining<P extends Record> implements Training {
  private final SessionsKind<P> kind;
  private final P parameters;
  private final TrainingSet data;
  private Baseline baseline;

  BaselineTraining(SessionsKind<P> kind, P parameters, TrainingSet data) {
    if (data.log().events() == 0) {
      throw new IllegalArgumentException(
          "the training log has no clicks. Prepare it again with weaker filters");
    }
    this.kind = kind;
    this.parameters = parameters;
    this.data = data;
  }

  @Override
  public int epochs() {
    return baseline == null ? 0 : 1;
  }

  @Override
  public int plannedEpochs() {
    return 1;
  }

  @Override
  public EpochReport trainEpoch(TrainingListener listener) {
    long begin = System.nanoTime();
    baseline = kind.train(data.log(), data.catalog().size(), parameters);
    double seconds = (System.nanoTime() - begin) * 1e-9;
    return new EpochReport(1, Double.NaN, seconds, 1, data.log().events(), true);
  }

  /** The model is made as a whole, or not at all. */
  @Override
  public void requestStop() {}

  @Override
  public TrainedModel model(Map<String, Object> record) {
    Origin origin = data.origin(data.log().supports(data.catalog().size()), record);
    return BaselineModel.of(kind.name(), parameters, baseline, origin, data.log());
  }

  /** Nothing changes it any more. */
  @Override
  public TrainedModel copy(Arena arena) {
    return model(Map.of());
  }

  @Override
  public void close() {}
}
