package clickahead.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model file says about its training. */
final class TrainingRecord {
  private static final String FROM = "from";

  private final PreparedTraining training;
  private final Path data;

  TrainingRecord(PreparedTraining training, Path data) {
    this.training = training;
    this.data = data;
  }

  /** What the training that a record is of went on with; empty if it began from nothing. */
  @SuppressWarnings("unchecked") // as it is written below
  static Map<String, Object> takenOver(Map<String, Object> record) {
    return (Map<String, Object>) record.getOrDefault(FROM, Map.of());
  }

  /** The record of a training as it stands. */
  Map<String, Object> complete() {
    return of(false, List.of());
  }

  /**
   * The record as an interruption leaves it.
   *
   * @param partly what there is to say of the epoch that was not finished, if one was begun
   */
  Map<String, Object> interrupted(List<Map<String, Object>> partly) {
    return of(true, partly);
  }

  private Map<String, Object> of(boolean interrupted, List<Map<String, Object>> partly) {
    List<Map<String, Object>> epochs = new ArrayList<>(training.epochs());
    epochs.addAll(partly);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("data", data.toAbsolutePath().normalize().toString());
    record.put("sessions", training.part().log().sessions());
    record.put("events", training.part().log().events());
    if (!training.takenOver().isEmpty()) {
      record.put(FROM, training.takenOver());
    }
    record.put("interrupted", interrupted);
    record.put("compute", training.compute().toString());
    if (training.validation().validates()) {
      record.put("valid", training.validation().valid().toString());
      record.put("best_epoch", training.stopping().bestEpoch());
      record.put("best", training.stopping().best());
    }
    record.put("epochs", epochs);
    return record;
  }
}
