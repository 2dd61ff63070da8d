package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.math.Compute;
import clickahead.model.Gru4RecModel;
import clickahead.model.Origin;
import clickahead.model.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A model trained for an instant: its items are called item-0, item-1, ... */
public final class TinyTraining {
  private TinyTraining() {}

  /**
   * Trains two epochs and hands over the model, which is gone afterwards.
   *
   * @param items N
   * @param settings what differs from a tiny model's defaults
   */
  public static <T> T of(
      int items, Compute compute, Map<String, String> settings, Function<Gru4RecModel, T> user) {
    Map<String, String> defaults =
        Map.of("layers", "12", "batch_size", "8", "n_sample", "16", "threads", "1");
    SessionLog log = TinyLog.of(200, items, 11);
    try (Trainer trainer =
        new Trainer(TrainingSettings.of(defaults, settings), log, items, compute)) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.trainEpoch(TrainingListener.NONE);
      List<String> ids = IntStream.range(0, items).mapToObj(i -> "item-" + i).toList();
      return user.apply(
          new Gru4RecModel(
              trainer.parameters(),
              trainer.model(),
              compute,
              new Origin(
                  Catalog.of(ids, Map.of("colour", ids)),
                  trainer.supports(),
                  Successors.of(log, items),
                  Map.of("epochs", 2, "note", "tiny"))));
    }
  }
}
