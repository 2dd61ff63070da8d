package clickahead;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.TinyLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recommenders over small sequence models, which went through a file; items item-0, item-1, ... */
final class TinySequences {
  private TinySequences() {}

  /**
   * Trains one for an epoch.
   *
   * @param what the kind's name, and behind it settings, separated by blanks
   */
  static Recommender recommender(Path file, String what, int items) {
    List<String> words = List.of(what.split(" "));
    List<Setting> settings =
        Stream.concat(Stream.of("threads=1", "embedding_size=7"), words.stream().skip(1))
            .map(Setting::parse)
            .toList();
    try {
      train(file, ModelKind.named(words.getFirst()).orElseThrow(), settings, items);
      return Recommender.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <P extends Record> void train(
      Path file, ModelKind<P> kind, List<Setting> settings, int items) throws IOException {
    P parameters = Parameters.of(kind.parameters()).with(settings).build();
    List<String> ids = IntStream.range(0, items).mapToObj(i -> "item-" + i).toList();
    List<String> colours = IntStream.range(0, items).mapToObj(i -> "colour-" + i % 5).toList();
    Catalog catalog = Catalog.of(ids, Map.of("colour", colours));
    TrainingSet data = TrainingSet.of(TinyLog.of(200, items, 11), catalog);
    try (Training training = kind.train(parameters, data, Compute.best())) {
      training.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, training.model(Map.of()));
    }
  }
}
