package clickahead.train;

import clickahead.config.DeclaredParameter;
import clickahead.config.Parameters;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.Adapt;
import clickahead.model.SequenceLossType;
import clickahead.model.SequenceModel;
import clickahead.model.SequenceParameters;
import clickahead.model.SequenceTraining;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Begins trainings that go on with a sequence model: its weights, rows for new items and for new
 * values of their features, and the optimiser's state.
 */
final class SequenceRetraining {
  private static final Set<String> OF_TRAINING =
      Parameters.of(SequenceTraining.class).declared().stream()
          .map(DeclaredParameter::name)
          .collect(Collectors.toSet());

  private SequenceRetraining() {}

  /**
   * Begins one.
   *
   * @param kind the name of the model's kind
   * @throws IllegalArgumentException if the parameters do not fit the model
   */
  static <P extends Record & SequenceParameters> SequenceTrainer goOn(
      String kind, Retraining retraining, P parameters, Compute compute) throws IOException {
    require(retraining, parameters);
    SequenceTrainer trainer =
        new SequenceTrainer(kind, parameters, retraining.data(), retraining.start(), compute);
    try {
      fill(trainer.weights(), retraining, parameters);
      return trainer;
    } catch (IOException | RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  private static <P extends Record & SequenceParameters> void require(
      Retraining retraining, P parameters) {
    retraining.requireFixed(parameters);
    SequenceTraining trained = ((SequenceParameters) retraining.before().parameters()).training();
    SequenceTraining now = parameters.training();
    if (isCosine(trained) != isCosine(now)) {
      retraining.requireSame("loss_type", parameters);
    }
    retraining.requireOptimizer("learner", now.learner(), trained.learner());
  }

  private static boolean isCosine(SequenceTraining training) {
    return training.lossType() == SequenceLossType.COSINE;
  }

  private static <P extends Record & SequenceParameters> void fill(
      SequenceModel weights, Retraining retraining, P parameters) throws IOException {
    SequenceTraining training = parameters.training();
    Adapt kept = retraining.keepsState() ? training.learner() : null;
    try {
      retraining.before().copyGrown(weights, kept);
    } catch (FormatException e) {
      requireSameShape(retraining, parameters);
      throw e;
    }
    if (isCosine(training)) {
      FrozenEmbeddings.copy(training.embeddings(), retraining.data().catalog(), weights.items());
    } else {
      retraining.beginNewItems(tables(weights));
    }
  }

  /** A model of somebody else's may not say which of its parameters are fixed. */
  private static void requireSameShape(Retraining retraining, Record parameters) {
    Parameters.of(parameters).declared().stream()
        .map(DeclaredParameter::name)
        .filter(name -> !OF_TRAINING.contains(name))
        .forEach(name -> retraining.requireSame(name, parameters));
  }

  private static List<ItemRows> tables(SequenceModel weights) {
    return weights.tables().entrySet().stream()
        .filter(table -> !table.getKey().startsWith(SequenceModel.FEATURES))
        .map(table -> ItemRows.of(table.getValue()))
        .toList();
  }
}
