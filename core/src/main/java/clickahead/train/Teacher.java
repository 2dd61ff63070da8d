package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.graph.sequence.Distillation;
import clickahead.graph.sequence.LaterClicks;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.Compute;
import clickahead.model.LengthMode;
import clickahead.model.ModelFile;
import clickahead.model.ModelFingerprint;
import clickahead.model.SequenceTraining;
import clickahead.model.StoredModel;
import clickahead.model.TeacherParameters;
import clickahead.model.TrainedSequenceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The teacher that a training asks for.
 *
 * @param distillation how it teaches; null without a teacher
 * @param print fingerprint of its model; empty without a teacher
 */
record Teacher(Distillation distillation, String print) {
  private static final String NOTE = "teacher";
  private static final Teacher NONE = new Teacher(null, "");

  /**
   * Reads the teacher, and checks that it can teach there.
   *
   * @param catalog the student's items
   * @param arena owns the teacher's memory
   */
  static Teacher of(TeacherParameters parameters, Catalog catalog, Arena arena, Compute compute) {
    if (!parameters.teacher().isGiven()) {
      return NONE;
    }
    Path file = parameters.teacher().file().orElseThrow();
    try {
      StoredModel stored = ModelFile.open(file);
      if (!(ModelFile.load(stored, arena, compute) instanceof TrainedSequenceModel model)) {
        throw new InputException(
            "teacher=" + file + " is no sequence model. Train one with reverse=true");
      }
      check(file, model, catalog);
      SequenceTraining trained = model.settings().training();
      Distillation distillation =
          new Distillation(
              model.weights(),
              trained.maxLength(),
              parameters.distillation(),
              parameters.temperature());
      return new Teacher(distillation, print(stored));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String print(StoredModel stored) throws IOException {
    return ModelFingerprint.stored(stored.tensors())
        .orElseGet(() -> ModelFingerprint.computed(stored.tensors()))
        .toString();
  }

  /** Room for the clicks that it sees of a batch; null without a teacher. */
  LaterClicks laterClicks(SequenceShape shape) {
    return distillation == null ? null : new LaterClicks(shape);
  }

  /** What a checkpoint notes of it. */
  Map<String, Object> notes() {
    return distillation == null ? Map.of() : Map.of(NOTE, print);
  }

  /**
   * Makes sure that a training goes on with the teacher that it was begun with.
   *
   * @throws InputException if the file holds another model by now
   */
  void requireSame(Checkpoint checkpoint) throws InputException {
    if (!checkpoint.notes().getOrDefault(NOTE, print).equals(print)) {
      throw new InputException(
          "the teacher's file holds another model than when the training was begun. Put that one"
              + " back, or begin again");
    }
  }

  private static void check(Path file, TrainedSequenceModel model, Catalog catalog)
      throws InputException {
    SequenceTraining trained = model.settings().training();
    if (!trained.distillation().reverse() || trained.lengthMode() == LengthMode.WINDOW) {
      throw new InputException(
          "teacher="
              + file
              + " was trained with reverse="
              + trained.distillation().reverse()
              + ", length_mode="
              + trained.lengthMode().name().toLowerCase(Locale.ROOT)
              + ". Train a teacher with reverse=true and length_mode=stream");
    }
    if (model.catalog().size() != catalog.size()) {
      throw new InputException(
          "teacher="
              + file
              + " knows "
              + model.catalog().size()
              + " items, the training data have "
              + catalog.size()
              + ". Train the teacher on the same data, or leave it out with teacher=none");
    }
    for (int i = 0; i < catalog.size(); i++) {
      if (!model.catalog().id(i).equals(catalog.id(i))) {
        throw new InputException(
            "teacher="
                + file
                + " has '"
                + model.catalog().id(i)
                + "' as its item "
                + i
                + ", the training data have '"
                + catalog.id(i)
                + "'. Train the teacher on the same data");
      }
    }
  }
}
