package clickahead.config;

import clickahead.model.Gru4RecParameters;
import clickahead.model.OfficialParameter;
import clickahead.model.Preset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The generated parts of docs/gru4rec.md. */
final class Gru4RecPage {
  private static final String END = "<!-- end -->";

  private Gru4RecPage() {}

  /** The page with its generated parts as they should be. */
  static String renewed(String page) {
    return replace(replace(page, "parameters", parameters()), "presets", presets());
  }

  private static String replace(String page, String part, String content) {
    String begin = "<!-- generated: " + part + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(END, from);
    return page.substring(0, from) + content + page.substring(to);
  }

  private static String parameters() {
    Map<String, DeclaredParameter> ours = new LinkedHashMap<>();
    Parameters.of(Gru4RecParameters.class).declared().forEach(p -> ours.put(p.name(), p));
    StringBuilder table = new StringBuilder();
    table.append(
        "| parameter | default | Theano version | PyTorch version | explained in | meaning |\n");
    table.append("| --- | --- | --- | --- | --- | --- |\n");
    for (DeclaredParameter p : ours.values()) {
      OfficialParameter official = OfficialParameter.named(p.name());
      table.append(
          "| `%s` | `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  p.name(),
                  p.defaultValue(),
                  official == null ? "-" : named(official, official.theano()),
                  official == null ? "-" : named(official, official.pytorch()),
                  official == null ? "" : official.paper(),
                  p.text()));
    }
    for (OfficialParameter p : OfficialParameter.ALL) {
      if (!ours.containsKey(p.name())) {
        table.append(
            "| - | | %s | %s | %s | Name of a column; here an option of the command |\n"
                .formatted(named(p, p.theano()), named(p, p.pytorch()), p.paper()));
      }
    }
    return table.toString();
  }

  private static String named(OfficialParameter parameter, String value) {
    return value == null ? "-" : "`%s`, `%s`".formatted(parameter.name(), value);
  }

  private static String presets() {
    List<String> shown =
        List.of(
            "loss",
            "final_act",
            "layers",
            "batch_size",
            "dropout_p_embed",
            "dropout_p_hidden",
            "learning_rate",
            "momentum",
            "sample_alpha",
            "logq",
            "bpreg",
            "n_epochs");
    StringBuilder table = new StringBuilder("| preset | what it is |");
    shown.forEach(name -> table.append(" `").append(name).append("` |"));
    table.append("\n| --- | --- |").append(" --- |".repeat(shown.size())).append('\n');
    for (Preset preset : Preset.all()) {
      Map<String, String> values = new LinkedHashMap<>();
      preset.settings().forEach(s -> values.put(s.name(), s.value()));
      table.append("| `%s` | %s |".formatted(preset.name(), preset.about()));
      shown.forEach(name -> table.append(' ').append(values.getOrDefault(name, "")).append(" |"));
      table.append('\n');
    }
    return table
        .append("\nAll with `n_sample=2048` and `constrained_embedding=true`.\n")
        .toString();
  }
}
