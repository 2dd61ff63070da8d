package clickahead.cli.evaluate;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.eval.Candidates;
import clickahead.eval.EventChoice;
import clickahead.eval.Metric;
import clickahead.eval.MetricChoice;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.TieMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options that say how models are measured. */
public final class ProtocolOptions {
  static final int[] CUT_OFFS = {1, 5, 10, 20};
  private static final String CANDIDATES =
      "expected all, popular:N, uniform:N, popularity:N, or a file with one item a line";

  @Option(
      names = "--at",
      split = ",",
      paramLabel = "K",
      defaultValue = "1,5,10,20",
      description = "Cut-offs (default: ${DEFAULT-VALUE}).")
  private int[] cutOffs = CUT_OFFS;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "recall,mrr",
      description = "Of recall, hit, mrr, ndcg, map, precision (default: ${DEFAULT-VALUE}).")
  private List<Metric> metrics = MetricChoice.DEFAULT.metrics();

  @Option(
      names = "--ties",
      split = ",",
      paramLabel = "MODE",
      defaultValue = "standard,conservative",
      description =
          "How targets are ranked that score the same as other items, of standard, conservative,"
              + " median, random (default: ${DEFAULT-VALUE}).")
  private List<TieMode> ties = MetricChoice.DEFAULT.ties();

  @Option(
      names = "--events",
      paramLabel = "CHOICE",
      defaultValue = "every",
      description =
          "Which events are predicted: every (all transitions), last (of each session), first:K,"
              + " or rest (at every transition, all items of the rest of the session are right)"
              + " (default: ${DEFAULT-VALUE}).")
  private String events = "every";

  @Option(
      names = "--candidates",
      paramLabel = "CHOICE",
      defaultValue = "all",
      description =
          "Among which items a target is ranked: all, popular:N (most clicked), a file with one"
              + " item a line, or N sampled for each event: uniform:N, popularity:N (default:"
              + " ${DEFAULT-VALUE}).")
  private String candidates = "all";

  @Option(
      names = "--exclude-seen",
      description =
          "Never recommend what was clicked in the session; such targets count as missed.")
  private boolean excludeSeen;

  @Option(
      names = "--lists",
      description =
          "Also measure how varied the lists are: item coverage, average popularity, Gini index,"
              + " Shannon entropy, tail percentage.")
  private boolean lists;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of sampled candidates and random ties (default: ${DEFAULT-VALUE}).")
  private long seed = Metrics.TIE_SEED;

  /** Metrics and tie modes to show. */
  public MetricChoice choice() {
    return new MetricChoice(metrics, ties);
  }

  /** The options as they were given, for a command line; those at their defaults left out. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    add(words, "--at", joined(Arrays.stream(cutOffs).boxed().toList()), "1,5,10,20");
    add(words, "--metrics", joined(metrics.stream().map(Metric::label).toList()), "recall,mrr");
    String modes = joined(ties.stream().map(TieMode::label).toList());
    add(words, "--ties", modes, "standard,conservative");
    add(words, "--events", events, "every");
    add(words, "--candidates", candidates, "all");
    if (excludeSeen) {
      words.add("--exclude-seen");
    }
    if (lists) {
      words.add("--lists");
    }
    add(words, "--seed", Long.toString(seed), Long.toString(Metrics.TIE_SEED));
    return words;
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static void add(List<String> words, String option, String value, String usual) {
    if (!value.equals(usual)) {
      words.addAll(List.of(option, value));
    }
  }

  /**
   * The protocol for a model.
   *
   * @param supports clicks of each item in training [N]
   * @param catalog the model's items
   */
  public Protocol protocol(int[] supports, Catalog catalog) throws IOException {
    return new Protocol(
        EventChoice.parse(events),
        candidates(supports, catalog),
        excludeSeen,
        cutOffs,
        lists,
        seed);
  }

  private Candidates candidates(int[] supports, Catalog catalog) throws IOException {
    String[] parts = candidates.split(":", 2);
    return switch (parts[0]) {
      case "all" -> Candidates.ALL;
      case "popular" -> Candidates.popular(supports, number(parts));
      case "uniform" -> Candidates.uniform(supports.length, number(parts), seed);
      case "popularity" -> Candidates.byPopularity(supports, number(parts), seed);
      default -> listed(Path.of(candidates), catalog);
    };
  }

  private int number(String[] parts) {
    try {
      int n = parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
      if (n > 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--candidates " + candidates + ": " + CANDIDATES, e);
    }
    throw new IllegalArgumentException("--candidates " + candidates + ": " + CANDIDATES);
  }

  private Candidates listed(Path file, Catalog catalog) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException("--candidates " + candidates + ": no such file; " + CANDIDATES);
    }
    List<Integer> items = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int line = 0; line < lines.size(); line++) {
      String id = lines.get(line).strip();
      int item = id.isEmpty() ? -1 : catalog.index(id);
      if (item < 0 && !id.isEmpty()) {
        throw new InputException(
            file
                + ":"
                + (line + 1)
                + ": the model does not know the item '"
                + id
                + "'. Take it out of the list");
      }
      if (item >= 0) {
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      throw new InputException(file + ": no items; expected one item id a line");
    }
    return Candidates.list(file.toString(), items.stream().mapToInt(i -> i).toArray());
  }
}
