package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of model whose finished models go on with new sessions, which may have new items.
 *
 * @param <P> its parameters
 */
public interface RetrainableKind<P extends Record> extends ModelKind<P> {

  /**
   * Begins a training that goes on with a model.
   *
   * @param retraining the model of this kind, and the new sessions
   * @throws IllegalArgumentException if the parameters do not fit the model
   * @throws IOException if the model's file is damaged
   */
  Training goOn(Retraining retraining, P parameters, Compute compute) throws IOException;

  /** The choices of a retraining that mean something to models of this kind. */
  default Set<Retraining.Choice> choices() {
    return EnumSet.allOf(Retraining.Choice.class);
  }
}
