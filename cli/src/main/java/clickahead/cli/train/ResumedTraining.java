package clickahead.cli.train;

import clickahead.cli.train.PreparedTraining.ValidPart;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.TrainingSet;
import clickahead.train.Checkpoint;
import clickahead.train.ResumableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes an interrupted training up, from its checkpoint and the data that it was begun with. */
public final class ResumedTraining {
  private final Path file;
  private final Checkpoint checkpoint;
  private final TrainingNotes notes;

  private ResumedTraining(Path file) throws IOException {
    this.file = file;
    checkpoint = Checkpoint.open(file);
    notes = TrainingNotes.of(checkpoint);
  }

  /**
   * The training that was interrupted.
   *
   * @param kind what it trains
   * @param out the model that it makes
   * @param settings what was set again
   * @param data where the data set lies
   * @throws InputException if there is none, or it was begun with other data or settings
   */
  public static PreparedTraining of(
      ModelKind<?> kind, Path out, TrainSettings settings, Dataset dataset, Path data)
      throws IOException {
    Path file = Checkpoint.of(out);
    if (!(kind instanceof ResumableKind)) {
      throw new InputException(
          "--resume: a model of %s is made in one pass, which leaves nothing to go on with. Leave --resume out"
              .formatted(kind.name()));
    }
    if (!Files.exists(file)) {
      throw new InputException(
          "--resume: there is no "
              + file
              + ", which an interrupted training leaves. Leave --resume out to begin one");
    }
    ResumedTraining resumed = new ResumedTraining(file);
    resumed.requireKind(kind);
    settings.requireSame(file, resumed.checkpoint.model().parameters(), resumed.notes.validation());
    resumed.requireBest(out);
    return resumed.with(dataset, data);
  }

  private void requireKind(ModelKind<?> kind) throws InputException {
    String begun = checkpoint.model().kind();
    if (!kind.name().equals(begun)) {
      throw new InputException(
          "--resume: %s is of a training of %s. Go on with --model %s, or leave --resume out to train %s"
              .formatted(file, begun, begun, kind.name()));
    }
  }

  private void requireBest(Path out) throws InputException {
    if (notes.best().epoch() > 0 && !Files.exists(out)) {
      throw new InputException(
          "--resume: "
              + out
              + " is gone, which held the best model so far, of epoch "
              + notes.best().epoch()
              + ". Put it back, or leave --resume out to begin again");
    }
  }

  private PreparedTraining with(Dataset dataset, Path data) throws IOException {
    ValidPart valid = ValidPart.of(dataset, notes.validation());
    TrainingSet given = TrainingSet.of(dataset, notes.validation().validates());
    if (!PreparedTraining.fingerprint(given, valid).equals(notes.data())) {
      throw new InputException(
          "--resume: the clicks of "
              + data
              + " are not those that "
              + file
              + " was begun with ("
              + checkpoint.model().record().getOrDefault("data", "unknown")
              + "). Give those, or leave --resume out to begin again");
    }
    SavedModel model = checkpoint.model();
    int[] indices = TestSessions.mapping(given.catalog(), model.catalog());
    TrainingSet part =
        new TrainingSet(given.log().renumbered(indices), model.catalog(), model.successors());
    return with(ModelFile.kind(model.stored()), part, valid);
  }

  private <P extends Record> PreparedTraining with(
      ModelKind<P> kind, TrainingSet part, ValidPart valid) {
    SavedModel model = checkpoint.model();
    Compute compute = kind.compute(kind.parameters().cast(model.parameters()));
    // Nothing else writes checkpoints.
    ResumableKind<P> resumable = (ResumableKind<P>) kind;
    return new PreparedTraining(
        () -> resumable.resume(checkpoint, part, compute),
        compute,
        notes.validation(),
        part,
        valid,
        notes.stopping(),
        new ArrayList<>(epochs(model.record())),
        notes.data(),
        TrainingRecord.takenOver(model.record()));
  }

  @SuppressWarnings("unchecked") // as TrainingRecord writes it
  private static List<Map<String, Object>> epochs(Map<String, Object> record) {
    return (List<Map<String, Object>>) record.getOrDefault("epochs", List.of());
  }
}
