package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;

/**
 * A kind of model whose interrupted trainings can be taken up again; the model is then the same,
 * bit for bit.
 *
 * @param <P> its parameters
 */
public interface ResumableKind<P extends Record> extends ModelKind<P> {

  /**
   * Takes a training up.
   *
   * @param checkpoint which {@link Training#saveCheckpoint} of this kind wrote
   * @param data the sessions that it was begun with, in the checkpoint's item indices
   * @throws clickahead.io.FormatException if the file is damaged
   */
  Training resume(Checkpoint checkpoint, TrainingSet data, Compute compute) throws IOException;
}
