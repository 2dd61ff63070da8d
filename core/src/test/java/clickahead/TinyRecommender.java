package clickahead;

import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Recommenders over small models, which went through a file; items item-0, item-1, ... */
final class TinyRecommender {
  private TinyRecommender() {}

  static Recommender of(Path file, Compute compute, Map<String, String> settings, int items) {
    return TinyTraining.of(
        items,
        compute,
        settings,
        model -> {
          try {
            ModelFile.save(file, model);
            return Recommender.load(file, compute);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Recommender of(Path file, int items) {
    return of(file, Compute.best(), Map.of(), items);
  }
}
