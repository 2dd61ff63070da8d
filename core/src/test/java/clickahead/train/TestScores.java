package clickahead.train;

import clickahead.eval.TestSessions;
import clickahead.model.TrainedModel;

/** The scores of all items at every transition of test sessions. */
record TestScores(TestSessions test) {
  float[][] of(TrainedModel model) {
    float[][] scores = new float[test.transitions()][];
    model
        .ranker(1)
        .score(
            test, () -> (transition, row) -> scores[transition] = row.clone(), (done, all) -> {});
    return scores;
  }
}
