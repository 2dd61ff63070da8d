package clickahead.cli.recommend;

import clickahead.cli.console.Console;
import clickahead.cli.console.Program;
import clickahead.cli.console.TextTable;
import clickahead.config.Parameters;
import clickahead.data.Dataset;
import clickahead.io.Safetensors;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.ModelFingerprint;
import clickahead.model.TrainedModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Says what a model or a prepared folder is. */
@Command(
    name = "info",
    description = {"Says what a model, or a folder made by 'clickahead prepare', is.", ""},
    footer = {"", "Examples:", "  clickahead info shop.model", "  clickahead info shop --json"})
public final class InfoCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParentCommand private Program program;

  @picocli.CommandLine.Parameters(
      paramLabel = "MODEL|DATA",
      description = "A model that 'train' saved, or a prepared folder.")
  private Path path;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      describe(Dataset.open(path));
    } else {
      try (Arena arena = Arena.ofShared()) {
        describe(ModelFile.load(path, arena, Compute.best()));
      }
    }
    return 0;
  }

  private void describe(Dataset dataset) {
    Console console = program.console();
    if (json) {
      console.line("%s", JSON.writeValueAsString(dataset.record()));
      return;
    }
    console.line(
        "data set %s: %,d items, item columns: %s",
        path,
        dataset.catalog().size(),
        dataset.catalog().columns().isEmpty()
            ? "none"
            : String.join(", ", dataset.catalog().columns()));
    TextTable table = new TextTable().row("part", "sessions", "events", "items", "from", "to");
    for (Map.Entry<String, JsonNode> part : dataset.record().path("parts").properties()) {
      JsonNode counts = part.getValue();
      table.row(
          part.getKey(),
          "%,d".formatted(counts.path("sessions").asLong()),
          "%,d".formatted(counts.path("events").asLong()),
          "%,d".formatted(counts.path("items").asLong()),
          counts.path("first_time").asString("-"),
          counts.path("last_time").asString("-"));
    }
    table.print(console);
  }

  private void describe(TrainedModel model) throws IOException {
    Console console = program.console();
    Map<String, Object> parameters = Parameters.of(model.parameters()).asJson();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("model", model.kind());
      all.put("items", model.catalog().size());
      all.put("item_columns", model.catalog().columns());
      all.put("bytes", Files.size(path));
      all.put("fingerprint", fingerprint().toString());
      all.put("parameters", parameters);
      all.put("training", model.record());
      console.line("%s", JSON.writeValueAsString(all));
      return;
    }
    console.line(
        "model %s: %s, %,d items, %,.1f MB",
        path, model.kind(), model.catalog().size(), megabytes());
    console.line("fingerprint %s", fingerprint());
    console.line("");
    console.line("parameters");
    Parameters.of(model.parameters())
        .asText()
        .forEach((name, value) -> console.line("  %s=%s", name, value));
    console.line("");
    console.line("training");
    model.record().forEach((name, value) -> describe(console, name, value));
  }

  private static void describe(Console console, String name, Object value) {
    if (value instanceof List<?> rows) {
      console.line("  %s:", name);
      rows.forEach(row -> console.line("    %s", row));
    } else {
      console.line("  %s: %s", name, value);
    }
  }

  private ModelFingerprint fingerprint() throws IOException {
    Safetensors file = Safetensors.open(path);
    return ModelFingerprint.stored(file).orElseGet(() -> ModelFingerprint.computed(file));
  }

  private double megabytes() throws IOException {
    return Files.size(path) / 1e6;
  }
}
