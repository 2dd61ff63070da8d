package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.ModelKind;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import clickahead.model.StoredTensor;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * A baseline as a kind of model. Its file holds the training sessions, and reading it trains again,
 * which takes less time than to read rules and lists would.
 *
 * @param <P> its parameters
 */
abstract class BaselineKind<P extends Record> implements ModelKind<P> {
  private static final String STARTS = "sessions.starts";
  private static final String ITEMS = "sessions.items";
  private static final String TIMES = "sessions.times";

  private final String name;
  private final String text;
  private final Class<P> parameters;

  BaselineKind(String name, String text, Class<P> parameters) {
    this.name = name;
    this.text = text;
    this.parameters = parameters;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String text() {
    return text;
  }

  @Override
  public final Class<P> parameters() {
    return parameters;
  }

  /**
   * Trains a baseline.
   *
   * @param items number of items, N
   */
  abstract Baseline train(SessionLog log, int items, P parameters);

  /** What the file of a trained one holds besides parameters and origin. */
  List<StoredTensor> tensors(Baseline baseline, SessionLog log) {
    long[] starts = new long[log.sessions() + 1];
    int[] items = new int[Math.toIntExact(log.events())];
    long[] times = new long[items.length];
    for (int s = 0; s <= log.sessions(); s++) {
      starts[s] = log.start(s);
    }
    for (int e = 0; e < items.length; e++) {
      items[e] = log.item(e);
      times[e] = log.time(e);
    }
    return List.of(
        StoredTensor.of(STARTS, starts),
        StoredTensor.of(ITEMS, items),
        StoredTensor.of(TIMES, times));
  }

  /** Makes a trained one from its file. */
  Baseline read(StoredModel file, Origin origin, P settings) throws IOException {
    SessionLog log = SessionLog.read(file.file(), file.tensors(), "sessions.");
    try {
      return train(log, origin.catalog().size(), settings);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file.file(), "damaged: " + e.getMessage());
    }
  }

  @Override
  public final Training train(P settings, TrainingSet data, Compute compute) {
    return new BaselineTraining<>(this, settings, data);
  }

  @Override
  public final BaselineModel read(StoredModel file, Arena arena, Compute compute)
      throws IOException {
    P settings = file.parameters(parameters);
    Origin origin = file.origin();
    Baseline baseline = read(file, origin, settings);
    return new BaselineModel(name, settings, baseline, origin, () -> copies(file));
  }

  /** The file's own tensors, to be written again as they are. */
  private List<StoredTensor> copies(StoredModel file) {
    return StoredCopy.all(file, List.of(STARTS, ITEMS, TIMES, BprMfKind.WEIGHTS));
  }
}
