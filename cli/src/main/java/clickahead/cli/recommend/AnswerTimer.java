package clickahead.cli.recommend;

import clickahead.Click;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.cli.clicks.ClickLog;
import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.data.LogColumn;
import clickahead.data.SessionLog;
import clickahead.report.ModelReport.AnswerTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Times recommendations as a visitor meets them: a click, then a list, one after the other in one
 * thread, along real sessions.
 */
final class AnswerTimer {
  private static final int WARM_UP = 2000;
  private static final double WARM_UP_SECONDS = 3;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final SessionLog test;
  private final Catalog catalog;
  private final int top;
  private final int most;

  /**
   * @param top items in a list
   * @param most answers to time, at most
   */
  AnswerTimer(ClickLog clicks, int top, int most) throws IOException {
    if (top < 1 || most < 1) {
      throw new InputException(
          "--top is %d and --answers is %d, both must be 1 or more".formatted(top, most));
    }
    test = clicks.test();
    catalog = clicks.dataset().catalog();
    this.top = top;
    this.most = most;
  }

  /** Times a model's answers; memory is left to whoever watches the process. */
  AnswerTimes measure(Path model) throws IOException {
    long begin = System.nanoTime();
    Recommender recommender = Recommender.load(model, 1);
    double load = (System.nanoTime() - begin) / NANOS;
    // Says now what the log lacks that the model looks at.
    recommender.model().sessions().features().in(test);
    begin = System.nanoTime();
    int warm = 0;
    // Until the compiler is done, answers are slower than any that follow.
    while (warm < WARM_UP && System.nanoTime() - begin < WARM_UP_SECONDS * NANOS) {
      int answered = answer(recommender, new long[Math.min(most, WARM_UP - warm)]);
      if (answered == 0) {
        throw new InputException("nothing to answer: no test session has an item of the model");
      }
      warm += answered;
    }
    long[] nanos = new long[most];
    int answered = answer(recommender, nanos);
    long[] sorted = Arrays.copyOf(nanos, answered);
    Arrays.sort(sorted);
    return new AnswerTimes(
        answered,
        top,
        load,
        share(sorted, 0.5),
        share(sorted, 0.9),
        share(sorted, 0.99),
        OptionalLong.empty());
  }

  private static double share(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MICRO;
  }

  /**
   * Clicks through sessions that are spread over the log, each to its end, until there are enough
   * answers.
   *
   * @param nanos takes the durations
   * @return how many there are
   */
  private int answer(Recommender recommender, long[] nanos) {
    int answered = 0;
    int stride = stride(nanos.length);
    for (int first = 0; first < stride && answered < nanos.length; first++) {
      for (int s = first; s < test.sessions() && answered < nanos.length; s += stride) {
        Map<String, String> known =
            values(recommender.sessionColumns(), test.columns().sessions(), s);
        answered = follow(recommender, recommender.session(known), s, nanos, answered);
      }
    }
    return answered;
  }

  /** An event as the visitor's click, with what the model looks at. */
  private Click click(Recommender recommender, long event) {
    return new Click(
        catalog.id(test.item(event)),
        recommender.looksAtTimes() ? Instant.ofEpochMilli(test.time(event)) : null,
        values(recommender.eventColumns(), test.columns().events(), event));
  }

  private static Map<String, String> values(
      List<String> names, Map<String, LogColumn> columns, long place) {
    Map<String, String> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, columns.get(name).value(place)));
    return values;
  }

  /** Of how many sessions one is taken first; those between them follow if they are needed. */
  private int stride(int answers) {
    return (int) Math.max(1, test.events() / answers);
  }

  private int follow(
      Recommender recommender, Session visitor, int session, long[] nanos, int answered) {
    int at = answered;
    for (long e = test.start(session); e < test.start(session + 1) && at < nanos.length; e++) {
      Click click = click(recommender, e);
      long begin = System.nanoTime();
      if (visitor.click(click)) {
        int listed = visitor.recommend(top).size();
        nanos[at] = System.nanoTime() - begin;
        at += listed > 0 ? 1 : 0;
      }
    }
    return at;
  }
}
