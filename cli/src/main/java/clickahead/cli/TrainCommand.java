package clickahead.cli;

import clickahead.config.ParameterTable;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.config.YamlSettings;
import clickahead.data.Dataset;
import clickahead.data.InputException;
import clickahead.data.SessionLog;
import clickahead.eval.Metrics;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Preset;
import clickahead.model.Training;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
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
      "Trains a model. Prints one line per epoch. Ctrl-C ends with a usable model.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead train shop --out shop.model",
      "  clickahead train shop --set layers=224 --set loss=bpr-max --out shop.model",
      "  clickahead train train.tsv --config train.yaml --test test.tsv --out shop.model"
    })
final class TrainCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @CommandLine.Parameters(
      paramLabel = "DATA",
      description =
          "A folder made by 'clickahead prepare' (its train and valid parts), or a file with the"
              + " columns SessionId, ItemId and Time.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = Gru4RecModel.KIND,
      description = "What to train, see below (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "File with parameters, one 'name: value' a line.")
  private Path config;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Published parameters for a data set; the file and --set win. See below.")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter; wins over the file. May be given several times.")
  private List<String> set = List.of();

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

  @Option(
      names = "--validate",
      description =
          "Do not train on the valid part, but measure recall@20 and MRR@20 on it after each epoch;"
              + " the model is saved each time.")
  private boolean validate;

  @Option(names = "--json", description = "Print one JSON object per epoch.")
  private boolean json;

  @Mixin private LogColumns columns;

  @Override
  public Integer call() throws IOException {
    ModelKind<?> kind = kind(model);
    if (Files.isDirectory(out)) {
      throw new InputException("--out " + out + " is a folder; name the file for the model");
    }
    return call(kind, parameters(kind.parameters()));
  }

  private <P extends Record> int call(ModelKind<P> kind, Record parameters) throws IOException {
    P own = kind.parameters().cast(parameters);
    try (ClickLog clicks = ClickLog.open(data, columns);
        ClickLog measured = test == null ? null : ClickLog.open(test, columns)) {
      SessionLog valid = validate ? valid(clicks.dataset()) : null;
      int exitCode = train(kind, own, clicks.dataset(), valid);
      if (measured != null && exitCode == 0) {
        EvaluateCommand.print(main.console(), out, measured, json);
      }
      return exitCode;
    }
  }

  private SessionLog valid(Dataset dataset) throws IOException {
    return dataset
        .valid()
        .orElseThrow(
            () ->
                new InputException(
                    "--validate: "
                        + data
                        + " has no valid part. Prepare the log with --valid-days or --valid-lines"));
  }

  private <P extends Record> P parameters(Class<P> type) throws IOException {
    List<Setting> settings =
        new ArrayList<>(preset == null ? List.of() : Preset.of(preset).settings());
    if (config != null) {
      settings.addAll(YamlSettings.read(config));
    }
    set.forEach(text -> settings.add(Setting.parse(text)));
    return Parameters.of(type).with(settings).build();
  }

  private static ModelKind<?> kind(String name) throws InputException {
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

  private <P extends Record> int train(
      ModelKind<P> kind, P parameters, Dataset dataset, SessionLog valid) throws IOException {
    TrainingSet part = TrainingSet.of(dataset, valid != null);
    Console console = main.console();
    Compute compute = kind.compute(parameters);
    EpochTable table = new EpochTable(console, json);
    List<EpochReport> epochs = new ArrayList<>();
    boolean interrupted;
    try (Training trainer = kind.train(parameters, part, compute);
        StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
      while (trainer.epochs() < trainer.plannedEpochs() && !stop.isRequested()) {
        EpochReport epoch = epoch(trainer, table);
        epochs.add(epoch);
        // After every epoch, so that whatever ends the training leaves the last good model.
        boolean partly = !epoch.complete();
        ModelFile.save(out, trainer.model(TrainingRecord.of(part, data, epochs, partly, compute)));
        boolean measure = valid != null && epoch.complete();
        table.print(epoch, measure ? validation(compute, valid, dataset) : null);
      }
      interrupted = stop.isRequested();
      sayWhereItIs(console, interrupted, trainer.epochs(), trainer.plannedEpochs());
    }
    return interrupted ? Failures.INTERRUPTED : 0;
  }

  private EpochReport epoch(Training trainer, EpochTable table) {
    int number = trainer.epochs() + 1;
    try (Progress progress = table.progress(number, trainer.plannedEpochs())) {
      return trainer.trainEpoch((epoch, events, of) -> progress.at(events, of));
    } catch (TrainingDivergedException e) {
      if (number > 1) {
        main.console().remark("%s holds the model of epoch %d", out, number - 1);
      }
      throw e;
    }
  }

  private Metrics validation(Compute compute, SessionLog valid, Dataset dataset)
      throws IOException {
    try (Arena arena = Arena.ofShared()) {
      return new Measurement(ModelFile.load(out, arena, compute))
          .ofModelOn(valid, dataset.catalog(), EpochTable.CUT_OFF, main.console());
    }
  }

  private void sayWhereItIs(Console console, boolean interrupted, int epoch, int epochs) {
    if (interrupted) {
      console.remark(
          "interrupted in epoch %d of %d; %s holds the model so far", epoch, epochs, out);
    } else {
      console.remark("saved %s", out);
    }
  }

  /**
   * Shows the models and all parameters of one in the help.
   *
   * @param arguments of the command line, where {@code --model} may stand
   */
  static void describeParameters(CommandLine train, List<String> arguments) {
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
        + (kind.name().equals(Gru4RecModel.KIND) ? Preset.help() : "");
  }
}
