package clickahead.cli.train;

import clickahead.config.Setting;
import clickahead.config.YamlSettings;
import clickahead.model.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that set parameters. */
public final class SettingOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "File with parameters, one 'name: value' a line.")
  private Path config;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Published parameters for a data set; the file and --set win. See 'clickahead train"
              + " --help'.")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter; wins over the file. May be given several times.")
  private List<String> set = List.of();

  /** What was given; a later one of a name wins. */
  public List<Setting> read() throws IOException {
    List<Setting> settings =
        new ArrayList<>(preset == null ? List.of() : Preset.of(preset).settings());
    if (config != null) {
      settings.addAll(YamlSettings.read(config));
    }
    set.forEach(text -> settings.add(Setting.parse(text)));
    return settings;
  }
}
