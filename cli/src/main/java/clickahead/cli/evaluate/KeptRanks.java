package clickahead.cli.evaluate;

import clickahead.data.Fingerprint;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.ListDiversity;
import clickahead.eval.Measured;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.Ranks;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.model.StoredTensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/**
 * The ranks of a model's events in a file, from which every metric, tie mode, slice and test
 * follows without the model.
 *
 * @param evaluation what was measured
 * @param print of all that the ranks depend on
 */
public record KeptRanks(Evaluation evaluation, String print) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRINT = "print";
  private static final String LISTS = "lists";
  private static final String GREATER = "greater";
  private static final String TIES = "ties";

  /**
   * The ranks of a model.
   *
   * @param model fingerprint of what it was trained with, and on
   * @param items fingerprint of its catalogue and of the test sessions as it sees them
   */
  public static KeptRanks of(Evaluation evaluation, String model, String items) {
    String text = model + "|" + items + "|" + protocol(evaluation.protocol());
    return new KeptRanks(evaluation, Fingerprint.of(text));
  }

  /** What of a protocol changes ranks, or lists where they are measured. */
  private static String protocol(Protocol protocol) {
    String candidates =
        switch (protocol.candidates()) {
          case Candidates.All all -> all.name();
          case Candidates.Listed listed -> listed.name() + Arrays.toString(listed.items());
          case Candidates.Sampled sampled -> sampled.name() + " seed " + sampled.seed();
        };
    return protocol.events()
        + "|"
        + candidates
        + "|"
        + protocol.excludeSeen()
        + "|"
        + (protocol.lists() ? Arrays.toString(protocol.cutOffs()) : "");
  }

  /** Reads them, if the file holds these; a damaged one counts as none. */
  public Optional<Measured> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Safetensors stored = Safetensors.open(file);
      Ranks ranks = evaluation.newRanks();
      int[] greater = integers(stored, GREATER);
      int[] ties = integers(stored, TIES);
      if (!print.equals(stored.metadata().get(PRINT)) || greater.length != ranks.size()) {
        return Optional.empty();
      }
      for (int i = 0; i < greater.length; i++) {
        ranks.set(i, greater[i], ties[i]);
      }
      ListDiversity[] lists = JSON.readValue(stored.metadata().get(LISTS), ListDiversity[].class);
      return Optional.of(measured(ranks, List.of(lists)));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private static int[] integers(Safetensors stored, String name) throws FormatException {
    return stored.data(name, ElementType.I32).toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  private Measured measured(Ranks ranks, List<ListDiversity> lists) {
    Protocol protocol = evaluation.protocol();
    Metrics metrics = Metrics.withTieSeed(ranks, protocol.tieSeed(), protocol.cutOffs());
    return new Measured(ranks, metrics, lists);
  }

  /** Writes what was measured. */
  public void write(Path file, Measured measured) throws IOException {
    Ranks ranks = measured.ranks();
    int[] greater = new int[ranks.size()];
    int[] ties = new int[ranks.size()];
    Arrays.setAll(greater, ranks::greater);
    Arrays.setAll(ties, ranks::ties);
    List<StoredTensor> tensors =
        List.of(StoredTensor.of(GREATER, greater), StoredTensor.of(TIES, ties));
    Map<String, String> metadata =
        Map.of(PRINT, print, LISTS, JSON.writeValueAsString(measured.lists()));
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(
            file, metadata, tensors.stream().map(StoredTensor::spec).toList())) {
      for (StoredTensor tensor : tensors) {
        tensor.write(writer);
      }
      writer.commit();
    }
  }
}
