package clickahead.cli.compare;

import clickahead.cli.console.ChildProgram;
import clickahead.cli.console.StopRequest;
import clickahead.data.Fingerprint;
import clickahead.model.ModelFile;
import clickahead.report.ModelReport.AnswerTimes;
import clickahead.report.ModelReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trains a model and times its answers, each in a process of its own, unless that was done before
 * with the same data and the same parameters.
 */
final class CompareTraining {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRINT = "print";
  private static final String TRAINING = "training";
  private static final String BEGUN = "begun";
  private static final String LATENCY = "latency";
  private static final String MEMORY = "memory_bytes";

  private final CompareEntry entry;
  private final CompareFolder folder;
  private final Path data;
  private final String print;
  private final ObjectNode kept;

  /**
   * @param data the data set
   * @param dataPrint fingerprint of its parts
   */
  CompareTraining(CompareEntry entry, CompareFolder folder, Path data, String dataPrint)
      throws IOException {
    this.entry = entry;
    this.folder = folder;
    this.data = data;
    String text = dataPrint + "|" + entry.kind().name() + "|" + entry.allAsText();
    print = Fingerprint.of(text);
    kept = folder.kept(entry.name());
  }

  /** Fingerprint of what the model is trained with, and on. */
  String print() {
    return print;
  }

  Path model() {
    return folder.model(entry.name());
  }

  /** Is there such a model already? */
  boolean isTrained() {
    return Files.exists(model()) && print.equals(kept.path(TRAINING).path(PRINT).asString(""));
  }

  /** Was it interrupted, and left something to go on with? */
  boolean isBegun() {
    return print.equals(kept.path(BEGUN).asString(""))
        && Files.exists(folder.checkpoint(entry.name()));
  }

  /**
   * Trains; goes on with a training of the same parameters that was interrupted.
   *
   * @throws CompareFailure if it failed
   */
  void train(ChildProgram program, StopRequest stop) throws IOException {
    List<String> command = command();
    if (isBegun()) {
      command.add("--resume");
    } else {
      Files.deleteIfExists(folder.checkpoint(entry.name()));
      Files.deleteIfExists(model());
    }
    kept.removeAll();
    kept.put(BEGUN, print);
    folder.keep(entry.name(), kept);
    folder.write(
        folder.parameters(entry.name()), yaml(entry.set(), entry.name() + " of a comparison"));
    command.add("--json");
    ChildProgram.Ending ending = program.run(command, stop);
    if (stop.isRequested()) {
      return;
    }
    requireSuccess(ending);
    kept.remove(BEGUN);
    ObjectNode training = kept.putObject(TRAINING).put(PRINT, print);
    ending.bytes().ifPresent(bytes -> training.put(MEMORY, bytes));
    folder.keep(entry.name(), kept);
  }

  /** The command that trains the model. */
  List<String> command() {
    List<String> words = new ArrayList<>(List.of("train", data.toString()));
    words.addAll(List.of("--model", entry.kind().name()));
    words.addAll(List.of("--config", folder.parameters(entry.name()).toString()));
    words.addAll(List.of("--out", model().toString()));
    return words;
  }

  private static void requireSuccess(ChildProgram.Ending ending) {
    if (ending.exitCode() != 0) {
      throw new CompareFailure(
          ending.problem().isEmpty()
              ? "ended with exit code " + ending.exitCode()
              : ending.problem());
    }
  }

  /**
   * Times answers, unless as many were timed before.
   *
   * @throws CompareFailure if it failed
   */
  void time(ChildProgram program, int answers, int top, StopRequest stop) throws IOException {
    String asked = print + "|" + answers + "|" + top;
    if (asked.equals(kept.path(LATENCY).path(PRINT).asString(""))) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("latency", model().toString()));
    command.add(data.toString());
    command.addAll(List.of("--answers", "" + answers, "--top", "" + top, "--json"));
    ChildProgram.Ending ending = program.run(command, stop);
    if (stop.isRequested()) {
      return;
    }
    requireSuccess(ending);
    ObjectNode latency = (ObjectNode) JSON.readTree(ending.out());
    // Watched from outside: the last moment of the process counts too.
    ending.bytes().ifPresent(bytes -> latency.put(MEMORY, bytes));
    kept.set(LATENCY, latency.put(PRINT, asked));
    folder.keep(entry.name(), kept);
  }

  /** What it took. */
  Outcome outcome() throws IOException {
    Map<String, Object> record = ModelFile.open(model()).origin().record();
    JsonNode epochs = JSON.valueToTree(record.getOrDefault("epochs", List.of()));
    double seconds = 0;
    for (JsonNode epoch : epochs) {
      seconds += epoch.path("seconds").asDouble();
    }
    JsonNode latency = kept.path(LATENCY);
    return new Outcome(
        epochs.size(),
        seconds,
        bytes(kept.path(TRAINING)),
        Files.size(model()),
        new AnswerTimes(
            latency.path("answers").asInt(),
            latency.path("items").asInt(),
            latency.path("load_seconds").asDouble(),
            latency.path("p50_us").asDouble(),
            latency.path("p90_us").asDouble(),
            latency.path("p99_us").asDouble(),
            bytes(latency)));
  }

  private static OptionalLong bytes(JsonNode node) {
    JsonNode bytes = node.path(MEMORY);
    return bytes.isNumber() ? OptionalLong.of(bytes.asLong()) : OptionalLong.empty();
  }

  /** Parameters as a file for {@code --config}. */
  static String yaml(Map<String, String> settings, String about) {
    StringBuilder text = new StringBuilder("# " + about + "\n");
    settings.forEach((name, value) -> text.append(name + ": " + quoted(value) + "\n"));
    return text.toString();
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9][A-Za-z0-9./+_-]*|-?[0-9.]+")
        ? value
        : JSON.writeValueAsString(value);
  }
}
