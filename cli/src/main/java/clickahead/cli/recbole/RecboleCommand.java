package clickahead.cli.recbole;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Program;
import clickahead.config.NestedSetting;
import clickahead.config.NestedSettings;
import clickahead.config.Parameters;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import clickahead.model.SequenceParameters;
import clickahead.prepare.Features;
import clickahead.recbole.RecboleEvaluation;
import clickahead.recbole.RecboleSettings;
import clickahead.recbole.RecboleTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** Takes RecBole's data, configuration files and command line. */
@Command(
    name = "recbole",
    description = {
      "Trains and measures as RecBole's run_recbole.py does, from its atomic files and YAML",
      "configuration: --KEY=VALUE sets any of its keys, any parameter of the model and any of",
      "Clickahead's own, and wins over the files; a later file wins over an earlier one.",
      ""
    },
    footer = {
      "",
      "Models: GRU4Rec, GRU4RecF, NARM. docs/from-recbole.md has all keys.",
      "",
      "Examples:",
      "  clickahead recbole --model=GRU4Rec --dataset=ml-100k --train_neg_sample_args=None",
      "  clickahead recbole gru4rec.yaml --dataset=ml-100k --epochs=20 --learning_rate=0.005",
      "  clickahead recbole --model=NARM --dataset=data/shop --length_mode=stream --out shop.model"
    })
public final class RecboleCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @picocli.CommandLine.Parameters(
      arity = "0..*",
      paramLabel = "CONFIG.yaml",
      description = "Configuration files.")
  private List<Path> files = List.of();

  @Option(
      names = "--config_files",
      paramLabel = "FILES",
      description = "The same as RecBole has it: names with spaces between them.")
  private String configFiles = "";

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description = "GRU4Rec, GRU4RecF or NARM.")
  private String model;

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      description =
          "Data set: NAME/NAME.inter and so on below data_path (dataset/), or the path of its"
              + " folder.")
  private String dataset;

  @Option(
      names = "--out",
      paramLabel = "MODEL",
      description =
          "File for the best model, for 'evaluate' and 'recommend'; without it, and without"
              + " checkpoint_dir, the model is not kept.")
  private Path out;

  @Option(
      names = "--json",
      description = "Print one JSON object at the end, with what run_recbole returns.")
  private boolean json;

  @Unmatched private List<String> keys = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    RecboleSettings settings = new RecboleSettings(given());
    RecboleEvaluation evaluation = RecboleEvaluation.of(settings);
    if (out != null && Files.isDirectory(out)) {
      throw new InputException("--out " + out + " is a folder; name the file for the model");
    }
    RecboleData data = new RecboleData(settings);
    RecboleTraining<?> training =
        RecboleTraining.of(
            settings, data.columns("item"), data.columns("inter"), data.columns("user"));
    if (!settings.withoutMeaning().isEmpty()) {
      program
          .console()
          .remark("without meaning here: %s", String.join(", ", settings.withoutMeaning()));
    }
    evaluation.remarks().forEach(remark -> program.console().remark("%s", remark));
    Path folder = Files.createTempDirectory("clickahead");
    try {
      return run(settings, evaluation, data, training, folder);
    } finally {
      ClickLog.delete(folder);
    }
  }

  /** Files first, then the command line, whose settings win. */
  private List<NestedSetting> given() throws IOException {
    List<NestedSetting> line = new ArrayList<>();
    for (String key : keys) {
      line.add(NestedSettings.parse(key));
    }
    if (model != null) {
      line.add(NestedSettings.parse("--model=" + model));
    }
    if (dataset != null) {
      line.add(NestedSettings.parse("--dataset=" + dataset));
    }
    List<Path> all = new ArrayList<>(files);
    Arrays.stream(configFiles.strip().split("\\s+"))
        .filter(name -> !name.isEmpty())
        .forEach(name -> all.add(Path.of(name)));
    List<NestedSetting> settings = new ArrayList<>();
    for (Path file : all) {
      settings.addAll(NestedSettings.read(file));
    }
    settings.addAll(line);
    return settings;
  }

  private int run(
      RecboleSettings settings,
      RecboleEvaluation evaluation,
      RecboleData data,
      RecboleTraining<?> training,
      Path folder)
      throws IOException {
    Dataset prepared =
        data.read(folder.resolve("data"), features(training.parameters()), program.console());
    long seed = Long.parseLong(Parameters.of(training.parameters()).asText().get("seed"));
    Path file = modelFile(settings, folder);
    int exitCode =
        new RecboleRun<>(
                program.console(),
                training,
                evaluation,
                parts(data, prepared, evaluation, seed),
                seed,
                file,
                json)
            .run();
    if (!file.startsWith(folder)) {
      boolean whole = exitCode != Failures.INTERRUPTED;
      program.console().remark(whole ? "saved %s" : "interrupted; %s holds the model so far", file);
    }
    return exitCode;
  }

  /** The columns of events and sessions that the model looks at. */
  private static Features features(Record parameters) {
    return parameters instanceof SequenceParameters sequence
        ? Features.ofLog(sequence.eventColumns(), sequence.sessionColumns())
        : Features.NONE;
  }

  private Path modelFile(RecboleSettings settings, Path folder) throws IOException {
    if (out != null) {
      return out;
    }
    if (settings.get("checkpoint_dir").isEmpty()) {
      return folder.resolve("best.model");
    }
    Path saved = Files.createDirectories(Path.of(settings.text("checkpoint_dir", "")));
    String name = Path.of(settings.dataset()).toAbsolutePath().normalize().getFileName().toString();
    return saved.resolve(
        "%s-%s.model".formatted(settings.model().label(), name).toLowerCase(Locale.ROOT));
  }

  private static RecboleRun.Parts parts(
      RecboleData data, Dataset prepared, RecboleEvaluation evaluation, long seed)
      throws IOException {
    if (data.divided()) {
      return new RecboleRun.Parts(
          prepared.catalog(),
          prepared.train(),
          prepared.valid().orElse(SessionLog.of()),
          prepared.test().orElse(SessionLog.of()));
    }
    LogSplit split = evaluation.valid().split(prepared.train(), seed);
    return new RecboleRun.Parts(prepared.catalog(), split.train(), split.valid(), split.test());
  }
}
