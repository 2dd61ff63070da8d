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
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelFile;
import clickahead.model.Preset;
import clickahead.train.EpochReport;
import clickahead.train.Trainer;
import clickahead.train.TrainingDivergedException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
      defaultValue = "gru4rec",
      description = "What to train: gru4rec.")
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
    if (!model.equals("gru4rec")) {
      throw new InputException("--model is '" + model + "', this version knows gru4rec");
    }
    if (Files.isDirectory(out)) {
      throw new InputException("--out " + out + " is a folder; name the file for the model");
    }
    Gru4RecParameters parameters = parameters();
    try (ClickLog clicks = ClickLog.open(data, columns);
        ClickLog measured = test == null ? null : ClickLog.open(test, columns)) {
      SessionLog valid = validate ? valid(clicks.dataset()) : null;
      int exitCode = train(parameters, clicks.dataset(), valid);
      if (measured != null && exitCode == 0) {
        EvaluateCommand.print(main.console(), out, measured, new ProtocolOptions(), json);
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

  private Gru4RecParameters parameters() throws IOException {
    List<Setting> settings =
        new ArrayList<>(preset == null ? List.of() : Preset.of(preset).settings());
    if (config != null) {
      settings.addAll(YamlSettings.read(config));
    }
    set.forEach(text -> settings.add(Setting.parse(text)));
    return Parameters.of(Gru4RecParameters.class).with(settings).build();
  }

  private int train(Gru4RecParameters parameters, Dataset dataset, SessionLog valid)
      throws IOException {
    TrainingPart part = TrainingPart.of(dataset, valid != null);
    Console console = main.console();
    Compute compute = Compute.best(parameters.precision());
    EpochTable table = new EpochTable(console, json);
    List<EpochReport> epochs = new ArrayList<>();
    boolean interrupted;
    try (Trainer trainer = new Trainer(parameters, part.log(), part.catalog().size(), compute);
        StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
      while (trainer.epochs() < parameters.nEpochs() && !stop.isRequested()) {
        EpochReport epoch = epoch(trainer, table);
        epochs.add(epoch);
        // After every epoch, so that whatever ends the training leaves the last good model.
        boolean partly = !epoch.complete();
        ModelFile.save(out, TrainingRecord.model(trainer, part, data, epochs, partly, compute));
        boolean measure = valid != null && epoch.complete();
        table.print(epoch, measure ? validation(compute, valid, dataset) : null);
      }
      interrupted = stop.isRequested();
      sayWhereItIs(console, interrupted, trainer.epochs(), parameters.nEpochs());
    }
    return interrupted ? Failures.INTERRUPTED : 0;
  }

  private EpochReport epoch(Trainer trainer, EpochTable table) {
    int number = trainer.epochs() + 1;
    try (Progress progress = table.progress(number, trainer.parameters().nEpochs())) {
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
      return new Measurement(ModelFile.load(out, arena, compute), compute)
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

  /** Shows all parameters in the help. */
  static void describeParameters(CommandLine train) {
    Map<String, IHelpSectionRenderer> sections = train.getHelpSectionMap();
    sections.put(
        UsageMessageSpec.SECTION_KEY_FOOTER,
        help ->
            "\nParameters of gru4rec, with their defaults:\n"
                + ParameterTable.text(Parameters.of(Gru4RecParameters.class).declared())
                + Preset.help()
                + help.footer());
  }
}
