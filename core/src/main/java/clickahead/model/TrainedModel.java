package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.Successors;
import clickahead.eval.Ranker;
import java.util.List;
import java.util.Map;

/** A trained model of any {@link ModelKind}: what it takes to save it, measure it, and serve it. */
public interface TrainedModel {

  /** The name of its kind. */
  String kind();

  /** What it was trained with: a record, every component of which is a parameter. */
  Record parameters();

  /** The items, and what else is kept of the training log. */
  Origin origin();

  /**
   * The model of this moment, for whoever saves it; itself, where it takes nothing new once it is
   * trained.
   */
  default TrainedModel snapshot() {
    return this;
  }

  /** What a model file holds of it besides its parameters and its origin. */
  List<StoredTensor> tensors();

  /**
   * Ranks test sessions.
   *
   * @param threads at least 1; the ranks don't depend on it
   */
  Ranker ranker(int threads);

  /** Runs and scores sessions, one event at a time. */
  SessionModel sessions();

  /** Worker threads that it was trained with; 0 for one per CPU core. */
  default int threads() {
    return 0;
  }

  /** Original ids and columns of the items [N]. */
  default Catalog catalog() {
    return origin().catalog();
  }

  /** How often each item occurs in the training log [N]. */
  default int[] supports() {
    return origin().supports();
  }

  /** Which items directly followed which in the training log. */
  default Successors successors() {
    return origin().successors();
  }

  /** The training record, for people to read. */
  default Map<String, Object> record() {
    return origin().record();
  }
}
