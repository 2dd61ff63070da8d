package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.SessionLog;
import clickahead.data.VectorColumn;
import clickahead.eval.TestSessions;
import clickahead.model.TrainedModel;
import clickahead.model.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log may hold vectors as such, another as texts: to a model they are the same. */
class EventVectorScoresTest {
  private static final long SEED = 23;

  /** The same log, its column of texts with numbers as vectors. */
  private static SessionLog withVectors(SessionLog log) {
    LogColumn texts = log.columns().events().get("image");
    VectorColumn vectors =
        new VectorColumn(
            2,
            (place, k) ->
                texts.value(place).isEmpty()
                    ? Float.NaN
                    : Float.parseFloat(texts.value(place).split(" ")[k]));
    Map<String, LogColumn> events = new LinkedHashMap<>(log.columns().events());
    events.put("image", vectors);
    return log.with(new LogColumns("shop", events, log.columns().sessions()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "vector:3", "token_seq", "token"})
  void vectorsAreTheSameWhereverTheyStandAsTexts(String type) {
    EventLog log = new EventLog();
    log.session("country3", 9, 10, 2);
    for (String spot : new String[] {"0.5 0.25", "-1 0", "0.1 2"}) {
      log.event(0, "type1", "12");
      log.also("image", spot);
    }
    SessionLog trained = ToldLog.log("image", 50, SEED).with(2, "image", "-1 0").log();
    float[][] expected = null;
    for (SessionLog from : new SessionLog[] {trained, withVectors(trained)}) {
      try (SequenceTrainer trainer =
          ToldLog.trainer("selected_features=event:image:" + type, from)) {
        trainer.trainEpoch(TrainingListener.NONE);
        TrainedModel model = trainer.model(Map.of());
        float[][] scores = scores(model, log.log());
        assertThat(scores(model, withVectors(log.log()))).isDeepEqualTo(scores);
        assertThat(expected == null ? scores : expected).isDeepEqualTo(scores);
        expected = scores;
        EventLog other = log.with(1, "image", "");
        assertThat(scores(model, withVectors(other.log()))[1]).isNotEqualTo(scores[1]);
      }
    }
  }

  private static float[][] scores(TrainedModel model, SessionLog log) {
    TestSessions test = TestSessions.of(log);
    float[][] scores = new float[test.transitions()][];
    model
        .ranker(1)
        .score(test, () -> (transition, row) -> scores[transition] = row.clone(), (d, a) -> {});
    return scores;
  }
}
