package clickahead.cli.compare;

import clickahead.cli.train.PreparedTraining;
import clickahead.cli.train.TrainSettings;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.model.ModelKind;
import clickahead.model.SequenceParameters;
import clickahead.tune.Space;
import clickahead.tune.SpaceFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model of a comparison.
 *
 * @param name in the comparison
 * @param kind what is trained
 * @param settings parameters as they were set, the last one wins
 * @param space file of the search space; null for the one that comes with the model
 */
record CompareEntry(String name, ModelKind<?> kind, List<Setting> settings, Path space) {

  /** The parameters that are set, each once. */
  Map<String, String> set() {
    Map<String, String> set = new LinkedHashMap<>();
    settings.forEach(setting -> set.put(setting.name(), setting.value()));
    return set;
  }

  /** The same model with parameters that were found. */
  CompareEntry with(List<Setting> found) {
    return new CompareEntry(name, kind, List.copyOf(found), space);
  }

  /** What it is trained with, sorted and checked. */
  TrainSettings trainSettings() {
    return new TrainSettings(kind.parameters(), settings);
  }

  /**
   * All parameters of the model, and how its training is watched, as text.
   *
   * @throws clickahead.config.InvalidSettingException if one does not exist or is not allowed
   */
  Map<String, String> allAsText() {
    TrainSettings sorted = trainSettings();
    Map<String, String> all = new LinkedHashMap<>(Parameters.of(model(sorted)).asText());
    all.putAll(Parameters.of(sorted.validation()).asText());
    return all;
  }

  /** All parameters of the model as JSON has them. */
  Map<String, Object> allAsJson() {
    return Parameters.of(model(trainSettings())).asJson();
  }

  private Record model(TrainSettings sorted) {
    return sorted.model(kind.parameters());
  }

  /**
   * Makes sure that it can be compared on a data set once it is trained.
   *
   * @param tuned are its parameters searched for first, and so perhaps others?
   * @throws InputException if it does not recommend, cannot be watched as it asks for, looks at
   *     columns that the data set lacks, or learns from a model that is not there
   */
  void requireMeasurable(Dataset dataset, boolean tuned) throws IOException {
    try {
      Record parameters = model(trainSettings());
      requireRanking(kind, parameters);
      if (parameters instanceof SequenceParameters sequence) {
        if (!tuned) {
          sequence.requireItemColumns(dataset.catalog());
        }
        sequence.requireModels();
        sequence.requireColumns(dataset.train());
        sequence.requireColumns(dataset.test().orElse(dataset.train()));
      }
      PreparedTraining.ValidPart.of(dataset, trainSettings().validation());
    } catch (NoSuchFileException e) {
      throw new InputException(name + ": " + e.getFile() + ": no such file");
    } catch (IllegalArgumentException | InputException e) {
      throw new InputException(name + ": " + e.getMessage());
    }
  }

  private static <P extends Record> void requireRanking(ModelKind<P> kind, Record parameters) {
    kind.requireRanking(kind.parameters().cast(parameters));
  }

  /** Has it parameters at all? */
  boolean hasParameters() {
    return !Parameters.of(kind.parameters()).declared().isEmpty();
  }

  /** What of its space is left to search; empty if it has no space. */
  Optional<Space> searched() throws IOException {
    Optional<Space> all =
        space == null
            ? SpaceFile.of(kind.name(), Parameters.of(model(trainSettings())).asText())
            : Optional.of(SpaceFile.read(space));
    return all.map(found -> found.without(set().keySet()));
  }
}
