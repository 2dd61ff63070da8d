package clickahead.baseline;

import clickahead.eval.Ranker;
import clickahead.model.Origin;
import clickahead.model.SessionModel;
import clickahead.model.StoredTensor;
import clickahead.model.TrainedModel;
import java.util.List;
import java.util.function.Supplier;

/**
 * A trained baseline whose items have names: saved, measured and served like any model. What is
 * added to its {@link #baseline} is served at once, and not saved.
 */
public final class BaselineModel implements TrainedModel {
  private final String kind;
  private final Record parameters;
  private final Baseline baseline;
  private final Origin origin;
  private final Supplier<List<StoredTensor>> tensors;

  BaselineModel(
      String kind,
      Record parameters,
      Baseline baseline,
      Origin origin,
      Supplier<List<StoredTensor>> tensors) {
    this.kind = kind;
    this.parameters = parameters;
    this.baseline = baseline;
    this.origin = origin;
    this.tensors = tensors;
  }

  /** What scores the items; {@link NeighbourModel} takes new sessions. */
  public Baseline baseline() {
    return baseline;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Record parameters() {
    return parameters;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public List<StoredTensor> tensors() {
    return tensors.get();
  }

  @Override
  public Ranker ranker(int threads) {
    return baseline.ranker(threads);
  }

  @Override
  public SessionModel sessions() {
    return new BaselineSessions(baseline);
  }
}
