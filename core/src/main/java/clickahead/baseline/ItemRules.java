package clickahead.baseline;

/**
 * Recommends what the item clicked last speaks for, by a table that was made in training, and
 * possibly what the clicks before it speak for, with less weight.
 */
public final class ItemRules extends SparseBaseline {
  private final RuleTable rules;
  private final int before;
  private final Decay weighting;

  ItemRules(String name, RuleTable rules) {
    this(name, rules, 0, Decay.SAME);
  }

  /**
   * A baseline.
   *
   * @param before how many clicks before the last one speak too
   * @param weighting their weight, by how many clicks ago they were: the last click is 1 ago
   */
  ItemRules(String name, RuleTable rules, int before, Decay weighting) {
    super(name, rules.items());
    this.rules = rules;
    this.before = before;
    this.weighting = weighting;
  }

  RuleTable rules() {
    return rules;
  }

  @Override
  Scoring newScoring() {
    return this::score;
  }

  private void score(RunningSession session, ItemScores scores) {
    rules.addTo(scores, session.last(), 1);
    for (int ago = 2; ago <= before + 1 && ago <= session.size(); ago++) {
      rules.addTo(scores, session.item(session.size() - ago), weighting.of(ago));
    }
    scores.normalize();
  }
}
