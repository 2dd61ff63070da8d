package clickahead.cli;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that a model is trained on, and the items that they have.
 *
 * @param log the sessions
 * @param catalog their items
 * @param successors which items directly followed which
 */
record TrainingPart(SessionLog log, Catalog catalog, Successors successors) {

  /**
   * Chooses from a data set.
   *
   * @param validating keep the valid part for validation, rather than to train on it too
   */
  static TrainingPart of(Dataset dataset, boolean validating) throws IOException {
    Optional<SessionLog> valid = validating ? Optional.empty() : dataset.valid();
    int items = dataset.items(valid.isPresent() ? "valid" : "train");
    SessionLog train = dataset.train();
    SessionLog log = valid.isPresent() ? SessionLog.concat(List.of(train, valid.get())) : train;
    return new TrainingPart(log, dataset.catalog().first(items), Successors.of(log, items));
  }
}
