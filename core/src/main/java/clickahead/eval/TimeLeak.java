package clickahead.eval;

import clickahead.data.SessionLog;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Does the training part know the test's future? Counts its sessions that go on after the first
 * test session has begun (flaw 3 of Hidasi and Czapp, RecSys 2023).
 *
 * @param sessions training sessions that end later than the test begins
 * @param of number of training sessions
 * @param testBegins time of the first event of the test part that is predicted, in milliseconds
 */
public record TimeLeak(int sessions, int of, long testBegins) {

  /** Of two parts of a log with times. */
  public static TimeLeak of(SessionLog train, SessionLog test) {
    long begins = Long.MAX_VALUE;
    for (int s = 0; s < test.sessions(); s++) {
      if (test.length(s) > test.history(s)) {
        begins = Math.min(begins, test.time(test.start(s) + test.history(s)));
      }
    }
    int later = 0;
    for (int s = 0; s < train.sessions(); s++) {
      if (train.length(s) > 0 && train.time(train.start(s + 1) - 1) > begins) {
        later++;
      }
    }
    return new TimeLeak(later, train.sessions(), begins);
  }

  /** A warning, if there are any. */
  public Optional<Warning> warning() {
    return sessions == 0
        ? Optional.empty()
        : Optional.of(
            new Warning(
                "leak_through_time",
                String.format(
                    Locale.ROOT,
                    "%,d of %,d training sessions (%.1f %%) end after the first test session began"
                        + " (%s): the model was trained on what was not known yet, as with"
                        + " leave-one-out and random splits",
                    sessions,
                    of,
                    100.0 * sessions / of,
                    Instant.ofEpochMilli(testBegins)),
                "Split by time, and cut sessions at the boundary"));
  }
}
