package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import clickahead.train.Retraining.Choice;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A baseline that is counted or indexed from its sessions. Its file holds them, and reading it
 * trains again, which takes less time than to read rules and lists would. New sessions are added to
 * them: the model is the one of all.
 *
 * @param <P> its parameters
 */
abstract class SessionsKind<P extends Record> extends BaselineKind<P>
    implements RetrainableKind<P> {

  SessionsKind(String name, String text, Class<P> parameters) {
    super(name, text, parameters);
  }

  /**
   * Trains a baseline.
   *
   * @param items number of items, N
   */
  abstract Baseline train(SessionLog log, int items, P parameters);

  @Override
  BaselineModel read(StoredModel file, Origin origin, P settings) throws IOException {
    SessionLog log = sessions(file);
    try {
      Baseline baseline = train(log, origin.catalog().size(), settings);
      return BaselineModel.of(name(), settings, baseline, origin, log);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file.file(), "damaged: " + e.getMessage());
    }
  }

  private static SessionLog sessions(StoredModel file) throws IOException {
    return SessionLog.read(file.file(), file.tensors(), SessionTensors.PREFIX);
  }

  @Override
  public final Training train(P settings, TrainingSet data, Compute compute) {
    return new BaselineTraining<>(this, settings, data);
  }

  @Override
  public final Training goOn(Retraining retraining, P settings, Compute compute)
      throws IOException {
    TrainingSet newer = retraining.data();
    SessionLog before = sessions(retraining.before().stored());
    TrainingSet all =
        new TrainingSet(
            SessionLog.concat(List.of(before, newer.log())), newer.catalog(), newer.successors());
    return new BaselineTraining<>(this, settings, all);
  }

  /** There are neither rows nor states, and all sessions count. */
  @Override
  public final Set<Choice> choices() {
    return Set.of();
  }
}
