package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.SequenceParameters;
import clickahead.model.StoredModel;
import clickahead.model.TrainedModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * A kind of sequence model: its name, its parameters, and what {@link SequenceTrainer} does. A new
 * one extends it with a constructor without arguments and is named in {@code
 * META-INF/services/clickahead.model.ModelKind}; docs/add-a-model.md shows one.
 *
 * @param <P> its parameters, which lay out its network
 */
public abstract class SequenceKind<P extends Record & SequenceParameters>
    implements ResumableKind<P>, RetrainableKind<P> {
  private final String name;
  private final String text;
  private final Class<P> parameters;

  /**
   * A kind.
   *
   * @param name what {@code --model} takes and the model file states
   * @param text one line on what it is
   * @param parameters its parameters
   */
  protected SequenceKind(String name, String text, Class<P> parameters) {
    this.name = name;
    this.text = text;
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Class<P> parameters() {
    return parameters;
  }

  @Override
  public Compute compute(P settings) {
    return Compute.best(settings.training().precision());
  }

  @Override
  public void requireRanking(P settings) {
    settings.training().distillation().requireRanking();
  }

  @Override
  public Training train(P settings, TrainingSet data, Compute compute) {
    return new SequenceTrainer(name, settings, data, compute);
  }

  @Override
  public Training resume(Checkpoint checkpoint, TrainingSet data, Compute compute)
      throws IOException {
    P settings = parameters.cast(checkpoint.model().parameters());
    SequenceTrainer trainer =
        new SequenceTrainer(name, settings, data, TrainingStart.of(checkpoint), compute);
    trainer.restore(checkpoint);
    return trainer;
  }

  @Override
  public Training goOn(Retraining retraining, P settings, Compute compute) throws IOException {
    return SequenceRetraining.goOn(name, retraining, settings, compute);
  }

  @Override
  public TrainedModel read(StoredModel file, Arena arena, Compute compute) throws IOException {
    return TrainedSequenceModel.read(name, parameters, file, arena, compute);
  }
}
