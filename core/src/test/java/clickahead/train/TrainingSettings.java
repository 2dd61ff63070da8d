package clickahead.train;

import clickahead.config.Parameters;
import clickahead.model.Gru4RecParameters;
import java.util.HashMap;
import java.util.Map;

/** Parameters of trainings in tests, by name. */
public final class TrainingSettings {
  private TrainingSettings() {}

  /** Defaults, overridden by settings, overridden by further ones. */
  public static Gru4RecParameters of(Map<String, String> settings, Map<String, String> further) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(further);
    return Parameters.of(Gru4RecParameters.class).with(all).build();
  }
}
