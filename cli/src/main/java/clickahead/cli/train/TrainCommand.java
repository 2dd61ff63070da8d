package clickahead.cli.train;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Program;
import clickahead.cli.console.ShellWords;
import clickahead.cli.evaluate.EvaluateCommand;
import clickahead.config.ParameterTable;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Preset;
import clickahead.model.SavedModel;
import clickahead.train.Checkpoint;
import clickahead.train.RetrainableKind;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trains a model on a click log. */
@Command(
    name = "train",
    description = {
      "Trains a model. Prints one line per epoch. Ctrl-C ends with a usable model and says how to go",
      "on; after a crash, the same with --resume goes on from the last checkpoint.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead train shop --out shop.model",
      "  clickahead train shop --set layers=224 --set loss=bpr-max --out shop.model",
      "  clickahead train train.tsv --config train.yaml --test test.tsv --out shop.model",
      "  clickahead train shop --valid mrr@20 --patience 3 --set n_epochs=50 --out shop.model",
      "  clickahead train shop --resume --out shop.model",
      "  clickahead train tuesday --from monday.model --out tuesday.model"
    })
public final class TrainCommand implements Callable<Integer> {

  @ParentCommand private Program program;

  @CommandLine.Parameters(
      paramLabel = "DATA",
      description =
          "A folder made by 'clickahead prepare' (its train and valid parts), or a file with the"
              + " columns SessionId, ItemId and Time.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "What to train, see below (default: gru4rec, or what --resume and --from go on with).")
  private String model;

  @Mixin private SettingOptions set;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "File for the model.")
  private Path out;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Measure the finished model on these sessions, as 'evaluate' does.")
  private Path test;

  @Mixin private ValidationOptions validation;

  @Option(
      names = "--resume",
      description =
          "Go on with the training of MODEL that was interrupted, from MODEL.checkpoint, as it was"
              + " begun. Same data, same machine: the same model, bit for bit.")
  private boolean resume;

  @Mixin private RetrainOptions retrain;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "MINUTES",
      defaultValue = "" + TrainingRun.Places.USUAL_CHECKPOINT_MINUTES,
      description =
          "Write MODEL.checkpoint after each epoch, and every so many minutes in between (default:"
              + " ${DEFAULT-VALUE}). It is removed at the end.")
  private double checkpointMinutes;

  @Option(names = "--json", description = "Print one JSON object per epoch.")
  private boolean json;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    ModelKind<?> kind = kind();
    if (Files.isDirectory(out)) {
      throw new InputException("--out " + out + " is a folder; name the file for the model");
    }
    if (!(checkpointMinutes > 0)) {
      throw new InputException(
          "--checkpoint-minutes is " + checkpointMinutes + ", must be above 0");
    }
    retrain.check(kind, resume);
    TrainSettings settings = settings(kind.parameters());
    columns.lookAt(List.of(parameters(kind, settings)));
    try (ClickLog clicks = ClickLog.open(data, columns, program.console());
        ClickLog measured = test == null ? null : ClickLog.open(test, columns, program.console())) {
      if (measured != null) {
        measured.test(); // Says now that there is none.
      }
      int exitCode = train(kind, settings, clicks.dataset());
      if (measured != null && exitCode == 0) {
        EvaluateCommand.print(program.console(), out, measured, json);
      }
      return exitCode;
    }
  }

  private TrainSettings settings(Class<? extends Record> type) throws IOException {
    List<Setting> settings = set.read();
    settings.addAll(validation.settings());
    return new TrainSettings(type, settings);
  }

  private ModelKind<?> kind() throws IOException {
    Path takenUp = resume ? Checkpoint.of(out) : retrain.from();
    if (model == null && takenUp != null && Files.exists(takenUp)) {
      return ModelFile.kind(ModelFile.open(takenUp));
    }
    return kind(model == null ? Gru4RecModel.KIND : model);
  }

  /** The kind of this name; an error names the nearest known. */
  public static ModelKind<?> kind(String name) throws InputException {
    return ModelKind.named(name)
        .orElseThrow(
            () ->
                new InputException(
                    "--model is '"
                        + name
                        + "', this version knows "
                        + ModelKind.all().stream()
                            .map(ModelKind::name)
                            .collect(Collectors.joining(", "))));
  }

  private <P extends Record> int train(ModelKind<P> kind, TrainSettings settings, Dataset dataset)
      throws IOException {
    if (test != null || settings.validation().validates()) {
      kind.requireRanking(parameters(kind, settings));
    }
    PreparedTraining training =
        resume
            ? ResumedTraining.of(kind, out, settings, dataset, data)
            : retrain.areGiven()
                ? PreparedTraining.from(
                    (RetrainableKind<P>) kind, retrain, settings, dataset, program.console())
                : PreparedTraining.afresh(
                    kind, settings.model(kind.parameters()), settings.validation(), dataset);
    TrainingRun.Places places =
        new TrainingRun.Places(data, out, checkpointMinutes, ShellWords.quote(resumption()));
    if (!resume && Files.exists(places.checkpoint())) {
      program
          .console()
          .remark(
              "%s, of a training that was interrupted, will be replaced; --resume goes on with it",
              places.checkpoint());
    }
    EpochLines lines = new EpochTable(program.console(), training.validation(), json);
    return new TrainingRun(program.console(), training, places, lines).run();
  }

  private <P extends Record> P parameters(ModelKind<P> kind, TrainSettings settings)
      throws IOException {
    Path before = resume ? Checkpoint.of(out) : retrain.from();
    return before == null || !Files.exists(before)
        ? settings.model(kind.parameters())
        : settings.over(kind.parameters().cast(SavedModel.open(before).parameters()));
  }

  /** The command that goes on with this training once it is interrupted. */
  private List<String> resumption() {
    List<String> words = new ArrayList<>(List.of("clickahead", "train", data.toString()));
    words.addAll(columns.words());
    words.add("--resume");
    if (checkpointMinutes != TrainingRun.Places.USUAL_CHECKPOINT_MINUTES) {
      words.addAll(List.of("--checkpoint-minutes", Double.toString(checkpointMinutes)));
    }
    if (test != null) {
      words.addAll(List.of("--test", test.toString()));
    }
    if (json) {
      words.add("--json");
    }
    words.addAll(List.of("--out", out.toString()));
    return words;
  }

  /**
   * Shows the models and all parameters of one in the help.
   *
   * @param arguments of the command line, where {@code --model} may stand
   */
  public static void describeParameters(CommandLine train, List<String> arguments) {
    Map<String, IHelpSectionRenderer> sections = train.getHelpSectionMap();
    sections.put(
        UsageMessageSpec.SECTION_KEY_FOOTER,
        help -> models() + parametersOf(asked(arguments)) + help.footer());
  }

  private static String asked(List<String> arguments) {
    int option = arguments.indexOf("--model");
    return option >= 0 && option + 1 < arguments.size()
        ? arguments.get(option + 1)
        : arguments.stream()
            .filter(argument -> argument.startsWith("--model="))
            .map(argument -> argument.substring("--model=".length()))
            .findFirst()
            .orElse(Gru4RecModel.KIND);
  }

  private static String models() {
    StringBuilder text = new StringBuilder("\nModels:\n");
    ModelKind.all()
        .forEach(kind -> text.append("  %-18s %s\n".formatted(kind.name(), kind.text())));
    return text.append(
            "\nFor the parameters of another model: clickahead train --model NAME --help")
        .append("\n")
        .toString();
  }

  private static String parametersOf(String model) {
    ModelKind<?> kind =
        ModelKind.named(model).or(() -> ModelKind.named(Gru4RecModel.KIND)).orElseThrow();
    return "\nParameters of "
        + kind.name()
        + ", with their defaults:\n"
        + ParameterTable.text(Parameters.of(kind.parameters()).declared())
        + (kind.name().equals(Gru4RecModel.KIND) ? Preset.help() : "")
        + "\nParameters of validation, for every model:\n"
        + ParameterTable.text(Parameters.of(ValidationParameters.class).declared());
  }
}
