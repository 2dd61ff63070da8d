package clickahead.cli.train;

import clickahead.config.Parameters;
import clickahead.io.FormatException;
import clickahead.train.Checkpoint;
import clickahead.train.EarlyStopping;
import clickahead.train.EarlyStopping.Best;
import clickahead.train.ValidationParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint notes of a training, besides the trainer's own state.
 *
 * @param data fingerprint of the data
 * @param validation how it is watched
 * @param best the best epoch so far
 * @param ofPhase the best of the phase that is under way
 */
record TrainingNotes(String data, ValidationParameters validation, Best best, Best ofPhase) {

  static TrainingNotes of(PreparedTraining training) {
    return new TrainingNotes(
        training.fingerprint(),
        training.validation(),
        new Best(training.stopping().bestEpoch(), training.stopping().best()),
        training.stopping().ofPhase());
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("validation", Parameters.of(validation).asText());
    map.put("best_epoch", best.epoch());
    map.put("best", best.value());
    map.put("phase_best_epoch", ofPhase.epoch());
    map.put("phase_best", ofPhase.value());
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
      // Those that were written before there were phases have one.
      String phase = notes.containsKey("phase_best") ? "phase_" : "";
      return new TrainingNotes(
          (String) notes.get("data"),
          Parameters.of(ValidationParameters.class).with(validation).build(),
          best(notes, ""),
          best(notes, phase));
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw new FormatException(
          checkpoint.model().stored().file(), "damaged notes: " + e.getMessage());
    }
  }

  private static Best best(Map<String, Object> notes, String prefix) {
    return new Best(
        ((Number) notes.get(prefix + "best_epoch")).intValue(),
        ((Number) notes.get(prefix + "best")).doubleValue());
  }

  EarlyStopping stopping() {
    return new EarlyStopping(validation.patience(), best, ofPhase);
  }
}
