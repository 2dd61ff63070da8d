package clickahead.cli.compare;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Program;
import clickahead.cli.console.ShellWords;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.ProtocolOptions;
import clickahead.data.InputException;
import clickahead.report.ComparisonReport;
import clickahead.report.ModelReport;
import clickahead.train.ValidationMetric;
import clickahead.tune.SamplerChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Compares models on one data set. */
@Command(
    name = "compare",
    description = {
      "Compares models on one data set: trains each, measures all on the same clicks, times their",
      "answers, and writes one page (HTML, Markdown, LaTeX, JSON) that says which is best, by how",
      "much, and whether the difference is real. What is done is kept in the folder: the same",
      "command goes on where it stopped, and trains only what has changed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead compare shop --models popularity,markov-chain,vsknn,gru4rec --out contest",
      "  clickahead compare shop --config models.yaml --out contest",
      "  clickahead compare shop --models vsknn,gru4rec --config gru4rec=shop.study.best.yaml \\",
      "      --out contest",
      "  clickahead compare shop --models vsknn,narm --tune 20 --set threads=1 --out contest",
      "",
      "A file of sections; the same kind of model may stand in several:",
      "  vsknn: {k: 500}",
      "  gru4rec-bpr-max: {model: gru4rec, loss: bpr-max, layers: 224}",
      "  tuned: {model: gru4rec, config: shop.study.best.yaml}",
      "  searched: {model: narm, space: hyper.test}"
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int LEAST_RESAMPLES = 10_000;

  /** So many draws for each comparison make a p that Holm's correction can leave below 0.05. */
  private static final int RESAMPLES_PER_COMPARISON = 80;

  @ParentCommand private Program program;

  @Parameters(
      paramLabel = "DATA",
      description = "A folder made by 'clickahead prepare', with a test part.")
  private Path data;

  @Mixin private CompareModels models;

  @Option(
      names = "--tune",
      paramLabel = "N",
      description =
          "First search for each model's parameters: N trials on the valid part, from the space that"
              + " comes with the model or the file behind 'space' in its section.")
  private Integer trials;

  @Option(
      names = "--tune-by",
      paramLabel = "METRIC",
      defaultValue = "recall@20",
      description = "What the trials are chosen by: recall@K or mrr@K (default: ${DEFAULT-VALUE}).")
  private String tuneBy;

  @Option(
      names = "--tune-sampler",
      paramLabel = "NAME",
      defaultValue = "tpe",
      description =
          "How the trials are chosen: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SamplerChoice sampler;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for the pages, the models, and all that is kept.")
  private Path out;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description =
          "Draws of the bootstrap over sessions (default: 10000, or 80 for each comparison if that"
              + " is more).")
  private Integer resamples;

  @Option(
      names = "--answers",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many answers of each model are timed (default: ${DEFAULT-VALUE}).")
  private int answers;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Items in an answer that is timed (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "Print the comparison as one JSON object.")
  private boolean json;

  @Mixin private ProtocolOptions protocol;

  @Override
  public Integer call() throws IOException {
    requireSound();
    List<CompareEntry> entries = models.entries();
    if (trials != null) {
      for (CompareEntry entry : entries) {
        CompareTuning.exemption(entry).ifPresent(why -> program.console().remark("%s", why));
      }
    }
    try (ClickLog clicks = ClickLog.open(data, new LogColumns(), program.console())) {
      requireParts(clicks);
      for (CompareEntry entry : entries) {
        entry.requireMeasurable(clicks.dataset(), trials != null);
      }
      CompareMeasurement.requirePossible(clicks, protocol);
      try (CompareFolder folder = CompareFolder.open(out);
          StopRequest stop = StopRequest.onInterrupt(() -> {})) {
        return compare(entries, clicks, folder, stop);
      }
    }
  }

  private void requireSound() throws InputException {
    if (!Files.isDirectory(data) && Files.exists(data)) {
      throw new InputException(
          data
              + " is a file; compare needs a folder with a test part, as 'clickahead prepare' makes");
    }
    require("--tune", trials);
    require("--resamples", resamples);
    require("--answers", answers);
    require("--top", top);
    try {
      if (ValidationMetric.parse(tuneBy).exists()) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for none.
    }
    throw new InputException(
        "--tune-by is '" + tuneBy + "', must be recall@K or mrr@K, such as recall@20");
  }

  private static void require(String option, Integer number) throws InputException {
    if (number != null && number < 1) {
      throw new InputException(option + " is " + number + ", must be 1 or more");
    }
  }

  private void requireParts(ClickLog clicks) throws IOException {
    clicks.test();
    if (trials != null && clicks.dataset().valid().isEmpty()) {
      throw new InputException(
          "--tune: "
              + data
              + " has no valid part. Prepare the log with --valid-days or --valid-lines");
    }
  }

  private int compare(
      List<CompareEntry> entries, ClickLog clicks, CompareFolder folder, StopRequest stop)
      throws IOException {
    CompareRun run = new CompareRun(program.console(), clicks.dataset(), data, folder, stop);
    List<ModelReport> reports = new ArrayList<>();
    Map<String, String> prints = new LinkedHashMap<>();
    for (CompareEntry entry : entries) {
      Optional<ModelReport> report = run.run(entry, tuning(run), answers, top, prints);
      if (report.isEmpty()) {
        return interrupted();
      }
      reports.add(report.get());
    }
    if (prints.isEmpty()) {
      program.console().remark("every model failed; there is nothing to compare");
      return Failures.FAILED;
    }
    CompareMeasurement measurement =
        new CompareMeasurement(clicks, protocol, folder, program.console());
    if (!measurement.rank(prints, stop)) {
      return interrupted();
    }
    write(report(reports, measurement, clicks), folder);
    return reports.size() == prints.size() ? 0 : Failures.FAILED;
  }

  private CompareTuning tuning(CompareRun run) {
    return trials == null
        ? null
        : new CompareTuning(
            trials, tuneBy, sampler.name().toLowerCase(Locale.ROOT), data, run.dataPrint());
  }

  private int interrupted() {
    program.console().remark("interrupted; the same command goes on");
    return Failures.INTERRUPTED;
  }

  private ComparisonReport report(
      List<ModelReport> reports, CompareMeasurement measurement, ClickLog clicks)
      throws IOException {
    int models = (int) reports.stream().filter(m -> m.outcome().isPresent()).count();
    int comparisons = CompareMeasurement.comparisons(models, protocol.choice());
    int draws =
        resamples != null
            ? resamples
            : Math.max(LEAST_RESAMPLES, RESAMPLES_PER_COMPARISON * comparisons);
    CompareSetup setup = new CompareSetup(data, clicks, measurement.evaluation(), draws);
    return new ComparisonReport(
        setup.of(command()),
        reports,
        measurement.result(draws),
        measurement.estimates(draws),
        measurement.curves(),
        protocol.choice());
  }

  /** The command that repeats the comparison. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("clickahead", "compare", data.toString()));
    words.addAll(models.words());
    if (trials != null) {
      words.addAll(List.of("--tune", "" + trials, "--tune-by", tuneBy));
      words.addAll(List.of("--tune-sampler", sampler.name().toLowerCase(Locale.ROOT)));
    }
    words.addAll(protocol.words());
    if (resamples != null) {
      words.addAll(List.of("--resamples", "" + resamples));
    }
    words.addAll(List.of("--answers", "" + answers, "--top", "" + top, "--out", out.toString()));
    return ShellWords.quote(words);
  }

  private void write(ComparisonReport report, CompareFolder folder) throws IOException {
    new ComparePages(folder, report).write();
    if (json) {
      program.console().out().println(report.toJson());
    } else {
      new ComparePages(folder, report).print(program.console());
    }
    report.result().warnings().forEach(w -> program.console().remark("warning: %s", w));
    program.console().remark("wrote %s, and the same as .md, .tex and .json", folder.page("html"));
  }
}
