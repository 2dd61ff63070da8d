package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.graph.Distillation;
import clickahead.math.Compute;
import clickahead.model.LengthMode;
import clickahead.model.ModelFile;
import clickahead.model.SequenceTraining;
import clickahead.model.TeacherParameters;
import clickahead.model.TrainedSequenceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the teacher that a training asks for, and checks that it can teach there. */
final class Teacher {
  private Teacher() {}

  /**
   * Reads the teacher.
   *
   * @param catalog the student's items
   * @param arena owns the teacher's memory
   * @return null where none is asked for
   */
  static Distillation of(
      TeacherParameters parameters, Catalog catalog, Arena arena, Compute compute) {
    if (!parameters.teacher().isGiven()) {
      return null;
    }
    Path file = parameters.teacher().file().orElseThrow();
    try {
      if (!(ModelFile.load(file, arena, compute) instanceof TrainedSequenceModel model)) {
        throw new InputException(
            "teacher=" + file + " is no sequence model. Train one with reverse=true");
      }
      check(file, model, catalog);
      SequenceTraining trained = model.settings().training();
      return new Distillation(
          model.weights(),
          trained.maxLength(),
          parameters.distillation(),
          parameters.temperature());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
