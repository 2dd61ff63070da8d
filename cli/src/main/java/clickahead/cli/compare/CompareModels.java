package clickahead.cli.compare;

import clickahead.cli.train.TrainCommand;
import clickahead.config.DeclaredParameter;
import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.config.SimilarName;
import clickahead.config.YamlSettings;
import clickahead.data.InputException;
import clickahead.model.ModelKind;
import clickahead.model.Preset;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which models are compared, and with which parameters. */
final class CompareModels {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]*";
  private static final String MODEL = "model";
  private static final String CONFIG = "config";
  private static final String SPACE = "space";
  private static final String PRESET = "preset";

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description =
          "What is compared: kinds of models, see 'clickahead train --help', and sections of the"
              + " configuration (default: all sections).")
  private List<String> models = List.of();

  @Option(
      names = "--config",
      paramLabel = "[NAME=]FILE.yaml",
      description =
          "Sections 'name: {model: KIND, parameter: value, ...}'; or, behind NAME=, the parameters"
              + " of one model, such as tune writes. May be given several times.")
  private List<String> configs = List.of();

  @Option(
      names = "--set",
      paramLabel = "[NAME.]PARAMETER=VALUE",
      description = "Sets a parameter of one model, or of all that have it; wins over files.")
  private List<String> set = List.of();

  private final Map<String, List<Setting>> sections = new LinkedHashMap<>();
  private final Map<String, List<Setting>> files = new LinkedHashMap<>();
  private final Map<String, Path> sectionFiles = new LinkedHashMap<>();

  /**
   * The models, all of whose parameters are known to be right.
   *
   * @throws InvalidSettingException if one is not, with file and line where there is one
   */
  List<CompareEntry> entries() throws IOException {
    for (String config : configs) {
      read(config);
    }
    List<String> names = models.isEmpty() ? List.copyOf(sections.keySet()) : models;
    if (names.isEmpty()) {
      throw new InputException(
          "nothing to compare: name models, such as --models popularity,vsknn,gru4rec, or give"
              + " --config a file with sections");
    }
    List<CompareEntry> entries = new ArrayList<>();
    for (String name : names) {
      if (entries.stream().anyMatch(entry -> entry.name().equals(name))) {
        throw new InputException("--models names '" + name + "' twice; keep one");
      }
      entries.add(entry(name));
    }
    for (String name : files.keySet()) {
      requireNamed(name, "--config " + name + "=...", names);
    }
    List<CompareEntry> complete = withSet(entries);
    complete.forEach(CompareEntry::allAsText);
    return complete;
  }

  private void read(String config) throws IOException {
    int equals = config.indexOf('=');
    if (equals > 0 && config.substring(0, equals).matches(NAME)) {
      Path file = Path.of(config.substring(equals + 1));
      files.put(config.substring(0, equals), YamlSettings.read(file));
      return;
    }
    Path file = Path.of(config);
    YamlSettings.readSections(file)
        .forEach(
            (name, settings) -> {
              if (sections.putIfAbsent(name, settings) != null) {
                throw new InvalidSettingException(
                    "%s: section '%s' stands already in %s; keep one of them"
                        .formatted(file, name, sectionFiles.get(name)));
              }
              sectionFiles.put(name, file);
            });
  }

  private CompareEntry entry(String name) throws IOException {
    if (!name.matches(NAME)) {
      throw new InputException(
          "'"
              + name
              + "' cannot be a model's name: files are called so; use letters, digits and . _ + -");
    }
    String kind = name;
    Path space = null;
    List<Setting> settings = new ArrayList<>();
    List<Setting> own = new ArrayList<>();
    for (Setting setting : sections.getOrDefault(name, List.of())) {
      switch (setting.name()) {
        case MODEL -> kind = setting.value();
        case SPACE -> space = beside(name, setting);
        case CONFIG -> settings.addAll(YamlSettings.read(beside(name, setting)));
        case PRESET -> settings.addAll(Preset.of(setting.value()).settings());
        default -> own.add(setting);
      }
    }
    settings.addAll(own);
    settings.addAll(files.getOrDefault(name, List.of()));
    return new CompareEntry(name, kind(name, kind), settings, space);
  }

  /** A file that a section names: where it says, seen from the section's own file. */
  private Path beside(String section, Setting setting) {
    return sectionFiles.get(section).resolveSibling(setting.value());
  }

  private ModelKind<?> kind(String name, String kind) throws InputException {
    if (sections.containsKey(name) || ModelKind.named(kind).isPresent()) {
      return TrainCommand.kind(kind);
    }
    List<String> known = new ArrayList<>(sections.keySet());
    ModelKind.all().forEach(each -> known.add(each.name()));
    throw new InputException(
        "--models names '"
            + name
            + "', which is no kind of model"
            + (sections.isEmpty() ? "" : " and no section of the configuration")
            + SimilarName.find(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(" (known: " + String.join(", ", known) + ")"));
  }

  private static void requireNamed(String name, String where, List<String> names)
      throws InputException {
    if (!names.contains(name)) {
      throw new InputException(
          where + ": no model '" + name + "' is compared (" + String.join(", ", names) + ")");
    }
  }

  private List<CompareEntry> withSet(List<CompareEntry> entries) throws InputException {
    List<CompareEntry> result = new ArrayList<>(entries);
    for (String text : set) {
      Setting setting = Setting.parse(text);
      int dot = setting.name().indexOf('.');
      int owner = owner(setting.name(), entries);
      boolean found = false;
      for (int i = 0; i < result.size(); i++) {
        CompareEntry entry = result.get(i);
        if (owner < 0 ? dot < 0 && has(entry, setting.name()) : i == owner) {
          found = true;
          int prefix = owner < 0 ? 0 : entry.name().length() + 1;
          List<Setting> more = new ArrayList<>(entry.settings());
          more.add(Setting.of(setting.name().substring(prefix), setting.value()));
          result.set(i, entry.with(more));
        }
      }
      if (!found) {
        throw new InputException(
            "--set " + text + ": none of the models has a parameter '" + setting.name() + "'");
      }
    }
    return result;
  }

  /** Whose parameter it is: the model of the longest name in front of a dot; -1 for none. */
  private static int owner(String name, List<CompareEntry> entries) {
    int owner = -1;
    for (int i = 0; i < entries.size(); i++) {
      String prefix = entries.get(i).name() + ".";
      if (name.startsWith(prefix)
          && (owner < 0 || entries.get(owner).name().length() < entries.get(i).name().length())) {
        owner = i;
      }
    }
    return owner;
  }

  private static boolean has(CompareEntry entry, String parameter) {
    return declares(entry.kind().parameters(), parameter)
        || entry.hasParameters() && declares(ValidationParameters.class, parameter);
  }

  private static boolean declares(Class<? extends Record> type, String parameter) {
    return Parameters.of(type).declared().stream()
        .map(DeclaredParameter::name)
        .anyMatch(parameter::equals);
  }

  /** The options as they were given, for a command line. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (!models.isEmpty()) {
      words.addAll(List.of("--models", String.join(",", models)));
    }
    configs.forEach(config -> words.addAll(List.of("--config", config)));
    set.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words;
  }
}
