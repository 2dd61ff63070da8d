package clickahead.cli;

import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.TrainingSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model file says about its training. */
final class TrainingRecord {
  private TrainingRecord() {}

  /** The record of a training as it stands. */
  static Map<String, Object> of(
      TrainingSet part, Path data, List<EpochReport> epochs, boolean interrupted, Compute compute) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("data", data.toAbsolutePath().normalize().toString());
    record.put("sessions", part.log().sessions());
    record.put("events", part.log().events());
    record.put("interrupted", interrupted);
    record.put("compute", compute.toString());
    record.put("epochs", epochs.stream().map(EpochTable::asMap).toList());
    return record;
  }
}
