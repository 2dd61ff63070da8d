package clickahead.eval;

import java.util.Arrays;

/**
 * Ranks the targets of events among their candidates, and counts what stands in the lists of the
 * first k, from the scores of all N items.
 */
final class CandidateRanking implements ScoreReader {
  private final Protocol protocol;
  private final Targets targets;
  private final Ranks ranks;
  private final ListCounts lists;
  private final int[] marks;
  private final float[] others;
  private int mark;

  /**
   * A reader of its own for one thread.
   *
   * @param ranks takes the ranks of all threads
   * @param lists takes this thread's lists; null: they are not wanted
   */
  CandidateRanking(Protocol protocol, Targets targets, Ranks ranks, ListCounts lists, int items) {
    this.protocol = protocol;
    this.targets = targets;
    this.ranks = ranks;
    this.lists = lists;
    marks = new int[items];
    others = new float[items];
  }

  @Override
  public void read(int transition, float[] scores) {
    requireNumbers(transition, scores);
    int event = targets.event(transition);
    int target = nextMark();
    int candidate = target + 1;
    for (int t = targets.first(event); t < targets.first(event + 1); t++) {
      marks[targets.item(t)] = target;
    }
    protocol.candidates().mark(transition, marks, candidate, target);
    if (protocol.excludeSeen()) {
      leaveOutSeen(transition);
    }
    int n = 0;
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] >= target) {
        others[n++] = scores[i];
      }
    }
    for (int t = targets.first(event); t < targets.first(event + 1); t++) {
      rank(t, target, scores, n);
    }
    if (lists != null) {
      lists.add(scores, marks, target);
    }
  }

  /** Marks of the events before are below those of this one. */
  private int nextMark() {
    if (mark > Integer.MAX_VALUE - 4) {
      Arrays.fill(marks, 0);
      mark = 0;
    }
    mark += 2;
    return mark;
  }

  private void leaveOutSeen(int transition) {
    TestSessions test = targets.test();
    long last = test.eventBefore(transition);
    for (long e = test.start(test.sessionOf(transition)); e <= last; e++) {
      marks[test.item(e)] = 0;
    }
  }

  private void rank(int t, int mark, float[] scores, int candidates) {
    int item = targets.item(t);
    if (marks[item] < mark || scores[item] == Float.NEGATIVE_INFINITY) {
      ranks.set(t, Ranks.UNREACHABLE, 0);
      return;
    }
    float wanted = scores[item];
    int greater = 0;
    int same = 0;
    for (int i = 0; i < candidates; i++) {
      greater += others[i] > wanted ? 1 : 0;
      same += others[i] == wanted ? 1 : 0;
    }
    ranks.set(t, greater, same - 1);
  }

  private void requireNumbers(int transition, float[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw InvalidScoreException.nan(targets.test(), transition, i);
      }
    }
  }
}
