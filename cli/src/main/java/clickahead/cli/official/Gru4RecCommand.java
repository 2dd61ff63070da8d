package clickahead.cli.official;

import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Program;
import clickahead.cli.console.ShellWords;
import clickahead.cli.train.TrainingRun;
import clickahead.config.InvalidSettingException;
import clickahead.config.PythonSettings;
import clickahead.config.Setting;
import clickahead.data.InputException;
import clickahead.math.Compute;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelFile;
import clickahead.model.OfficialSettings;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.model.Preset;
import clickahead.train.Checkpoint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes the command line of the official GRU4Rec. */
@Command(
    name = "gru4rec",
    description = {
      "Takes the command line of the official GRU4Rec's run.py, and prints the lines that scripts",
      "read from it. Defaults and semantics are those of the --dialect.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead gru4rec train.tsv -t test.tsv -m 1 5 10 20 -ps layers=224,loss=cross-entropy",
      "  clickahead gru4rec train.tsv -t test.tsv -pf rsc15.py -s rsc15.model --dialect theano",
      "  clickahead gru4rec rsc15.model -l -t test.tsv -e conservative",
      "  clickahead gru4rec train.tsv -t test.tsv --preset retailrocket"
    })
public final class Gru4RecCommand implements Callable<Integer> {
  @ParentCommand private Program program;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description =
          "Training data: a tab-separated file with a head, or a folder made by 'clickahead"
              + " prepare'. With -l a model that Clickahead saved.")
  private Path path;

  @Option(
      names = {"-ps", "--parameter_string"},
      paramLabel = "PARAM_STRING",
      description = "Parameters: layers=200/200,loss=bpr-max")
  private String parameterString;

  @Option(
      names = {"-pf", "--parameter_file"},
      paramLabel = "PARAM_FILE",
      description =
          "Parameters: a Python file with gru4rec_params = OrderedDict([...]); it is read as data,"
              + " nothing in it is executed.")
  private Path parameterFile;

  @Option(
      names = {"-l", "--load_model"},
      description = "PATH is a model: load it instead of training.")
  private boolean load;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Published parameters for a data set; -ps and -pf win over them. See below.")
  private String preset;

  @Option(
      names = {"-s", "--save_model"},
      paramLabel = "MODEL",
      description = "File for the model.")
  private Path save;

  @Option(
      names = "--resume",
      description =
          "Go on with the training of MODEL that was interrupted, from MODEL.checkpoint. Same"
              + " parameters, same data: the same model, bit for bit.")
  private boolean resume;

  @Option(
      names = {"-t", "--test"},
      arity = "1..*",
      paramLabel = "TEST",
      description = "Measure the model on these files.")
  private List<Path> tests = List.of();

  @Option(
      names = {"-g", "--gru4rec_model"},
      paramLabel = "GRU4REC_FILE",
      description = "Not possible here: a Python file with another GRU4Rec class.")
  private String codeFile;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      defaultValue = "pytorch",
      description = "Whose defaults and semantics: pytorch or theano (default: ${DEFAULT-VALUE}).")
  private Dialect dialect;

  @Mixin private OfficialMeasurement measurement;
  @Mixin private OfficialColumns columns;
  @Mixin private OfficialIgnored ignored;

  @Override
  public Integer call() throws IOException {
    refuseWhatCannotWork();
    ignored.remark(program.console());
    return load ? loaded() : trained();
  }

  private void refuseWhatCannotWork() throws IOException {
    if (codeFile != null) {
      throw new InputException(
          "-g "
              + codeFile
              + ": Clickahead runs no Python. What the class learned can be brought over: see"
              + " docs/import-export.md");
    }
    int ways = (parameterString == null ? 0 : 1) + (parameterFile == null ? 0 : 1);
    if ((load ? 1 : 0) + ways > 1 || (load && preset != null)) {
      throw new InputException(
          load
              ? "-l loads a model with its own parameters; leave -ps, -pf and --preset out"
              : "-ps and -pf were both given; keep one of them");
    }
    if (resume && (save == null || load)) {
      throw new InputException(
          "--resume goes on with the training of -s MODEL"
              + (load ? "; leave -l out" : "; name it"));
    }
    if (!load && ways == 0 && preset == null) {
      throw new InputException(
          "no parameters: give one of -ps PARAM_STRING, -pf PARAM_FILE, --preset NAME, or -l for a"
              + " PATH that is a model");
    }
    measurement.check();
    PickledFile.refuse(path, load);
    for (Path test : tests) {
      PickledFile.refuse(test, false);
    }
    if (save != null && Files.isDirectory(save)) {
      throw new InputException("-s " + save + " is a folder; name the file for the model");
    }
  }

  private int loaded() throws IOException {
    Compute compute = Compute.best();
    try (Arena arena = Arena.ofShared()) {
      Gru4RecModel model = Gru4RecModel.load(path, arena, compute);
      if (save != null) {
        ModelFile.save(save, model);
      }
      measurement.print(program.console(), model, tests, columns.of(List.of()));
    }
    return 0;
  }

  private int trained() throws IOException {
    List<Setting> before = preset == null ? List.of() : Preset.of(preset).settings();
    OfficialSettings settings = new OfficialSettings(dialect, before, settings());
    settings.remarks().forEach(remark -> program.console().remark("%s", remark));
    LogColumns names = columns.of(settings.columns().entrySet());
    if (save != null) {
      return training(settings, save, ShellWords.quote(resumption()))
          .run(resume, names, tests, measurement);
    }
    Path folder = Files.createTempDirectory("clickahead");
    Path model = folder.resolve("gru4rec.model");
    try {
      return training(settings, model, "").run(false, names, tests, measurement);
    } finally {
      Files.deleteIfExists(Checkpoint.of(model));
      Files.deleteIfExists(model);
      Files.delete(folder);
    }
  }

  private OfficialTraining training(OfficialSettings settings, Path model, String resume) {
    TrainingRun.Places places =
        new TrainingRun.Places(path, model, TrainingRun.Places.USUAL_CHECKPOINT_MINUTES, resume);
    return new OfficialTraining(program.console(), settings.parameters(), places);
  }

  /** The command that goes on with this training once it is interrupted. */
  private List<String> resumption() {
    List<String> words = new ArrayList<>(List.of("clickahead"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    if (!resume) {
      words.add("--resume");
    }
    return words;
  }

  private List<Setting> settings() throws IOException {
    if (parameterFile != null) {
      return PythonSettings.read(parameterFile);
    }
    List<Setting> settings = new ArrayList<>();
    if (parameterString != null && !parameterString.isBlank()) {
      for (String part : parameterString.split(",", -1)) {
        try {
          settings.add(Setting.parse(part));
        } catch (InvalidSettingException e) {
          throw new InvalidSettingException("-ps " + parameterString + ": " + e.getMessage());
        }
      }
    }
    return settings;
  }

  /** Shows the presets in the help. */
  public static void describePresets(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> Preset.help() + help.footer());
  }
}
