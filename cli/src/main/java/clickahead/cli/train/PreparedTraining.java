package clickahead.cli.train;

import clickahead.cli.console.Console;
import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.Fingerprint;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import clickahead.train.EarlyStopping;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A training that is ready to begin, or to go on.
 *
 * @param beginning begins it
 * @param compute what computes
 * @param validation how it is watched
 * @param part the sessions to train on, their items and successors
 * @param valid the sessions to validate on; null without validation
 * @param stopping what was best so far
 * @param epochs what is on record of the epochs so far
 * @param fingerprint of the data
 * @param takenOver what it goes on with, for the record; empty for a training from nothing
 */
public record PreparedTraining(
    Beginning beginning,
    Compute compute,
    ValidationParameters validation,
    TrainingSet part,
    ValidPart valid,
    EarlyStopping stopping,
    List<Map<String, Object>> epochs,
    String fingerprint,
    Map<String, Object> takenOver) {

  /** Lays a training out. */
  interface Beginning {
    /** The training in front of its first, or next, mini-batch. */
    Training begin() throws IOException;
  }

  /**
   * Sessions to validate on.
   *
   * @param log the sessions
   * @param catalog of their item indices
   */
  public record ValidPart(SessionLog log, Catalog catalog) {

    /** That of a data set, if the training validates; else null. */
    public static ValidPart of(Dataset dataset, ValidationParameters validation)
        throws IOException {
      if (!validation.validates()) {
        return null;
      }
      SessionLog log =
          dataset
              .valid()
              .orElseThrow(
                  () ->
                      new InputException(
                          "valid="
                              + validation.valid()
                              + ": "
                              + dataset.folder()
                              + " has no valid part. Prepare the log with --valid-days or"
                              + " --valid-lines"));
      return new ValidPart(log, dataset.catalog());
    }
  }

  /** A training from nothing. */
  public static <P extends Record> PreparedTraining afresh(
      ModelKind<P> kind, P parameters, ValidationParameters validation, Dataset dataset)
      throws IOException {
    Compute compute = kind.compute(parameters);
    ValidPart valid = ValidPart.of(dataset, validation);
    TrainingSet part = TrainingSet.of(dataset, validation.validates());
    return new PreparedTraining(
        () -> kind.train(parameters, part, compute),
        compute,
        validation,
        part,
        valid,
        new EarlyStopping(validation.patience()),
        new ArrayList<>(),
        fingerprint(part, valid),
        Map.of());
  }

  /** A training that goes on with a finished model; says how many items are new to it. */
  static <P extends Record> PreparedTraining from(
      RetrainableKind<P> kind,
      RetrainOptions retrain,
      TrainSettings settings,
      Dataset dataset,
      Console console)
      throws IOException {
    SavedModel before = SavedModel.open(retrain.from());
    P parameters = settings.over(kind.parameters().cast(before.parameters()));
    ValidationParameters validation = settings.validation();
    ValidPart valid = ValidPart.of(dataset, validation);
    TrainingSet newer = TrainingSet.of(dataset, validation.validates());
    Retraining retraining = new Retraining(before, newer, retrain.options());
    Compute compute = kind.compute(parameters);
    return new PreparedTraining(
        () -> {
          Training training = kind.goOn(retraining, parameters, compute);
          console.remark("%s", retrain.summary(retraining));
          return training;
        },
        compute,
        validation,
        retraining.data(),
        valid,
        new EarlyStopping(validation.patience()),
        new ArrayList<>(),
        fingerprint(newer, valid),
        retrain.record(kind));
  }

  /** Of all that a training reads. */
  public static String fingerprint(TrainingSet part, ValidPart valid) {
    String trained = Fingerprint.of(part.log(), part.catalog());
    return valid == null ? trained : trained + "-" + Fingerprint.of(valid.log(), valid.catalog());
  }
}
