package clickahead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A comparison on the {@link SmallShop}, below a test's own folder.
 *
 * @param shop the data set
 * @param folder where it is made
 */
record Contest(Path shop, Path folder, ConsoleOutput console) {
  Path out() {
    return folder.resolve("contest");
  }

  /** Compares; the exit code. */
  int compare(String... options) {
    List<String> command = new ArrayList<>(List.of("compare", "" + shop, "--out", "" + out()));
    command.addAll(List.of("--answers", "50"));
    command.addAll(List.of(options));
    return console.run(command.toArray(String[]::new));
  }

  /** What it has written for programs. */
  JsonNode page() throws IOException {
    return new ObjectMapper().readTree(Files.readString(out().resolve("comparison.json")));
  }

  /** A file of models. */
  Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("models.yaml"), text);
  }
}
