package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.model.TrainedModel;
import clickahead.model.TrainingListener;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models find what only the events, their sessions or their dwell times tell. */
class EventFeatureTrainingTest {
  private static final long SEED = 23;
  private static final Protocol LAST =
      new Protocol(EventChoice.LAST, Candidates.ALL, false, new int[] {1}, false, 0);

  private static double recall(TrainedModel model, SessionLog test) {
    Metrics metrics =
        new Evaluation(TestSessions.of(test), LAST).measure(model.ranker(1), (done, all) -> {});
    return metrics.recall(TieMode.CONSERVATIVE, 1);
  }

  private static double recall(String told, String settings) {
    try (SequenceTrainer trainer = ToldLog.trainer(settings, ToldLog.log(told, 500, SEED).log())) {
      for (int epoch = 0; epoch < trainer.plannedEpochs(); epoch++) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      return recall(trainer.model(Map.of()), ToldLog.log(told, 200, SEED + 1).log());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "type, selected_features=event:type",
    "type, selected_features=event:type architecture=feature-only",
    "type, selected_features=event:type architecture=concatenated",
    "type, selected_features=event:type/event:dwell architecture=parallel network_per_feature=true",
    "price, selected_features=event:price:bucketed:60",
    "price, selected_features=event:price:bucketed:60 length_mode=window max_length=2",
    "country, selected_features=session:country",
    "country, selected_features=session:country architecture=parallel-shared",
    "tags, selected_features=event:tags:token_seq",
    "tags, selected_features=event:tags:token_seq pooling_mode=max architecture=concatenated",
    "image, selected_features=event:image:vector:16",
    "image, selected_features=event:image:vector/event:type architecture=concatenated",
    "dwell, selected_features=event:dwell:bucketed:60",
    "dwell, selected_features=event:dwell:bucketed:60/event:type architecture=concatenated"
  })
  void findWhatOnlyTheFeatureTells(String told, String settings) {
    assertThat(recall(told, settings)).as("%s, seed %d", settings, SEED).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "country", "dwell", "tags", "image"})
  void withoutItNothingBeatsAGuess(String told) {
    double guess = 1.0 / ToldLog.KINDS;
    assertThat(recall(told, "architecture=item-only")).as("seed %d", SEED).isLessThan(2 * guess);
  }

  /** A window of one event sees no event before, and so no dwell time. */
  @Test
  void dwellTimeOutsideTheWindowIsNotSeen() {
    double recall =
        recall("dwell", "selected_features=event:dwell length_mode=window max_length=1");
    assertThat(recall).as("seed %d", SEED).isLessThan(2.0 / ToldLog.KINDS);
  }
}
