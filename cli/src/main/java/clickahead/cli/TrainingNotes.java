package clickahead.cli;

import clickahead.config.Parameters;
import clickahead.io.FormatException;
import clickahead.train.Checkpoint;
import clickahead.train.EarlyStopping;
import clickahead.train.ValidationParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint notes of a training, besides the trainer's own state.
 *
 * @param data fingerprint of the data
 * @param validation how it is watched
 * @param bestEpoch the best so far, 0 for none
 * @param best what it measured
 */
record TrainingNotes(String data, ValidationParameters validation, int bestEpoch, double best) {

  static TrainingNotes of(PreparedTraining training) {
    return new TrainingNotes(
        training.fingerprint(),
        training.validation(),
        training.stopping().bestEpoch(),
        training.stopping().best());
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("validation", Parameters.of(validation).asText());
    map.put("best_epoch", bestEpoch);
    map.put("best", best);
    return map;
  }

  /**
   * Those of a checkpoint.
   *
   * @throws FormatException if it has none that can be read
   */
  @SuppressWarnings("unchecked") // as asMap writes it; anything else is damage
  static TrainingNotes of(Checkpoint checkpoint) throws FormatException {
    Map<String, Object> notes = checkpoint.notes();
    try {
      Map<String, String> validation = (Map<String, String>) notes.get("validation");
      return new TrainingNotes(
          (String) notes.get("data"),
          Parameters.of(ValidationParameters.class).with(validation).build(),
          ((Number) notes.get("best_epoch")).intValue(),
          ((Number) notes.get("best")).doubleValue());
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw new FormatException(
          checkpoint.model().stored().file(), "damaged notes: " + e.getMessage());
    }
  }

  EarlyStopping stopping() {
    return new EarlyStopping(validation.patience(), bestEpoch, best);
  }
}
