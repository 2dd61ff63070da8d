package clickahead.baseline;

import clickahead.math.Compute;
import clickahead.model.ModelKind;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * A baseline as a kind of model.
 *
 * @param <P> its parameters
 */
abstract class BaselineKind<P extends Record> implements ModelKind<P> {
  private final String name;
  private final String text;
  private final Class<P> parameters;

  BaselineKind(String name, String text, Class<P> parameters) {
    this.name = name;
    this.text = text;
    this.parameters = parameters;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String text() {
    return text;
  }

  @Override
  public final Class<P> parameters() {
    return parameters;
  }

  /** Makes a trained one from its file. */
  abstract BaselineModel read(StoredModel file, Origin origin, P settings) throws IOException;

  @Override
  public final BaselineModel read(StoredModel file, Arena arena, Compute compute)
      throws IOException {
    return read(file, file.origin(), file.parameters(parameters));
  }
}
