package clickahead;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.DeclaredParameter;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trainings of any kind of model on little data, with small parameters. */
final class SmallTrainings {
  static final int ITEMS = 12;

  /** Small values of whatever parameters a kind has. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("layers", "6"),
          Map.entry("batch_size", "4"),
          Map.entry("n_sample", "8"),
          Map.entry("n_epochs", "3"),
          Map.entry("epochs", "3"),
          Map.entry("embedding_size", "6"),
          Map.entry("hidden_size", "6"),
          Map.entry("train_batch_size", "8"),
          Map.entry("selected_features", "colour"),
          Map.entry("n_factors", "4"),
          Map.entry("n_iterations", "3"),
          Map.entry("threads", ""));

  static final TrainingSet DATA = TrainingSet.of(walks(40, 0, 1), catalog(0, ITEMS));

  private SmallTrainings() {}

  static String id(int item) {
    return "i" + item;
  }

  static Catalog catalog(int from, int to) {
    return Catalog.of(
        IntStream.range(from, to).mapToObj(SmallTrainings::id).toList(),
        Map.of("colour", IntStream.range(from, to).mapToObj(i -> "c" + i % 3).toList()));
  }

  /** Walks along a ring of items. */
  static SessionLog walks(int sessions, int first, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] walks = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      int begin = random.nextInt(ITEMS);
      int length = 3 + random.nextInt(4);
      walks[s] = IntStream.range(0, length).map(i -> first + (begin + i) % ITEMS).toArray();
    }
    return SessionLog.of(walks);
  }

  private static <P extends Record> P parameters(ModelKind<P> kind, String threads) {
    Parameters<P> parameters = Parameters.of(kind.parameters());
    Map<String, String> some = new HashMap<>(SMALL);
    some.keySet().retainAll(parameters.declared().stream().map(DeclaredParameter::name).toList());
    if (kind.name().endsWith("-seq") || some.containsKey("embedding_size")) {
      // Sequence models take the softmax over all items.
      some.remove("n_sample");
    }
    some.replace("threads", threads);
    return parameters.with(some).build();
  }

  static Training begin(ModelKind<?> kind) {
    return begin(kind, "1");
  }

  static <P extends Record> Training begin(ModelKind<P> kind, String threads) {
    P parameters = parameters(kind, threads);
    return kind.train(parameters, DATA, kind.compute(parameters));
  }

  static void trainAll(Training training) {
    while (training.epochs() < training.plannedEpochs()) {
      assertThat(training.trainEpoch(TrainingListener.NONE).complete()).isTrue();
    }
  }
}
