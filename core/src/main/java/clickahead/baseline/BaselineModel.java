package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.eval.Ranker;
import clickahead.model.Origin;
import clickahead.model.SessionModel;
import clickahead.model.StoredTensor;
import clickahead.model.TrainedModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A trained baseline whose items have names: saved, measured and served like any model. What is
 * added to its {@link #baseline}, where that is a {@link GrowingBaseline}, is served at once, and
 * saved with the model.
 */
public final class BaselineModel implements TrainedModel {
  private static final String ADDED = "added_sessions";

  private final String kind;
  private final Record parameters;
  private final Baseline baseline;
  private final Origin origin;
  private final SessionLog sessions;
  private final Supplier<List<StoredTensor>> tensors;

  /**
   * A model whose file holds other things than sessions.
   *
   * @param tensors what a file holds of it
   */
  BaselineModel(
      String kind,
      Record parameters,
      Baseline baseline,
      Origin origin,
      Supplier<List<StoredTensor>> tensors) {
    this(kind, parameters, baseline, origin, null, tensors);
  }

  private BaselineModel(
      String kind,
      Record parameters,
      Baseline baseline,
      Origin origin,
      SessionLog sessions,
      Supplier<List<StoredTensor>> tensors) {
    this.kind = kind;
    this.parameters = parameters;
    this.baseline = baseline;
    this.origin = origin;
    this.sessions = sessions;
    this.tensors = tensors;
  }

  /**
   * A model whose file holds sessions.
   *
   * @param sessions those that it was made of
   */
  static BaselineModel of(
      String kind, Record parameters, Baseline baseline, Origin origin, SessionLog sessions) {
    return new BaselineModel(
        kind, parameters, baseline, origin, sessions, () -> SessionTensors.of(sessions));
  }

  /** What scores the items; a {@link GrowingBaseline} takes new sessions. */
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

  /** With the sessions that were added so far, as if it had been made of them too. */
  @Override
  public BaselineModel snapshot() {
    SessionLog added =
        baseline instanceof GrowingBaseline growing ? growing.added() : SessionLog.of();
    if (added.sessions() == 0) {
      return this;
    }
    int items = origin.catalog().size();
    int[] supports = added.supports(items);
    Arrays.setAll(supports, i -> Math.addExact(supports[i], origin.supports()[i]));
    Map<String, Object> record = new LinkedHashMap<>(origin.record());
    long before = record.get(ADDED) instanceof Number number ? number.longValue() : 0;
    record.put(ADDED, before + added.sessions());
    Origin grown =
        new Origin(
            origin.catalog(),
            supports,
            origin.successors().plus(Successors.of(added, items)),
            record);
    return of(kind, parameters, baseline, grown, SessionLog.concat(List.of(sessions, added)));
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
