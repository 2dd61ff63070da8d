package clickahead.train;

import clickahead.eval.Metrics;
import clickahead.eval.TieMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is measured on the validation part.
 *
 * @param name recall, mrr, or none
 * @param cutOff items among which a hit counts, K; 0 with none
 */
public record ValidationMetric(String name, int cutOff) {
  private static final Pattern METRIC = Pattern.compile("(recall|mrr)@([1-9]\\d{0,8})");
  private static final ValidationMetric NONE = new ValidationMetric("none", 0);

  /**
   * Reads {@code recall@20}, {@code mrr@5} and the like, or {@code none}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static ValidationMetric parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher metric = METRIC.matcher(lower);
    if (lower.equals("none")) {
      return NONE;
    }
    if (!metric.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new ValidationMetric(metric.group(1), Integer.parseInt(metric.group(2)));
  }

  /** What {@link #parse} reads. */
  public static String choices() {
    return "recall@K or mrr@K, such as recall@20, or none";
  }

  /** Is there one? */
  public boolean exists() {
    return cutOff > 0;
  }

  /** Its value; where targets tie with other items, these come first. */
  public double of(Metrics metrics) {
    return name.equals("recall")
        ? metrics.recall(TieMode.CONSERVATIVE, cutOff)
        : metrics.mrr(TieMode.CONSERVATIVE, cutOff);
  }

  @Override
  public String toString() {
    return exists() ? name + "@" + cutOff : name;
  }
}
