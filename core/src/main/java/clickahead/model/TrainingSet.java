package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that a model is trained on, and the items that they have.
 *
 * @param log the sessions
 * @param catalog their items [N]
 * @param successors which items directly followed which
 */
public record TrainingSet(SessionLog log, Catalog catalog, Successors successors) {

  /** A set of sessions. */
  public static TrainingSet of(SessionLog log, Catalog catalog) {
    return new TrainingSet(log, catalog, Successors.of(log, catalog.size()));
  }

  /**
   * Chooses from a data set.
   *
   * @param validating keep the valid part for validation, rather than to train on it too
   */
  public static TrainingSet of(Dataset dataset, boolean validating) throws IOException {
    if (!validating && dataset.trainFull().isPresent()) {
      return of(dataset.trainFull().get(), dataset.catalog().first(dataset.items("train_full")));
    }
    Optional<SessionLog> valid = validating ? Optional.empty() : dataset.valid();
    int items = dataset.items(valid.isPresent() ? "valid" : "train");
    SessionLog train = dataset.train();
    SessionLog log = valid.isPresent() ? SessionLog.concat(List.of(train, valid.get())) : train;
    return of(log, dataset.catalog().first(items));
  }

  /**
   * What a model keeps of it that looks at no vectors and texts of the items.
   *
   * @param supports how often each item occurs [N]
   */
  public Origin origin(int[] supports, Map<String, Object> record) {
    return origin(supports, record, List.of());
  }

  /**
   * What a model keeps of it.
   *
   * @param features names of the items' vectors and texts that the model looks at
   */
  public Origin origin(int[] supports, Map<String, Object> record, List<String> features) {
    Catalog kept = catalog.with(catalog.features().only(features));
    return new Origin(kept, supports, successors, record);
  }
}
