package clickahead.model;

import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A kind of model: how it is trained, and how it is read from a file. Kinds are found by {@link
 * ServiceLoader}: a jar on the class path that names one in {@code
 * META-INF/services/clickahead.model.ModelKind} adds it to every command.
 *
 * @param <P> its parameters, a record every component of which is a parameter
 */
public interface ModelKind<P extends Record> {

  /** The name that {@code --model} takes and the model file states. */
  String name();

  /** One line on what it is. */
  String text();

  /** Its parameters. */
  Class<P> parameters();

  /** Kernels and products that parameters ask for. */
  default Compute compute(P parameters) {
    return Compute.best();
  }

  /**
   * Makes sure that models with these parameters can be measured, for whoever wants to once they
   * are trained.
   *
   * @throws IllegalArgumentException if they neither rank nor recommend
   */
  default void requireRanking(P parameters) {}

  /**
   * Begins a training; the first epoch has yet to be trained.
   *
   * @throws IllegalArgumentException if there is nothing to learn, with what to change
   */
  Training train(P parameters, TrainingSet data, Compute compute);

  /**
   * Reads a model for prediction.
   *
   * @param arena owns its memory
   * @throws clickahead.io.FormatException if the file is damaged
   */
  TrainedModel read(StoredModel file, Arena arena, Compute compute) throws IOException;

  /** All kinds there are, by name. */
  static List<ModelKind<?>> all() {
    return ServiceLoader.load(ModelKind.class, ModelKind.class.getClassLoader()).stream()
        .<ModelKind<?>>map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(ModelKind::name))
        .toList();
  }

  /** The kind of a name. */
  static Optional<ModelKind<?>> named(String name) {
    return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
