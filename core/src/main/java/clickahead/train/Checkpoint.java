package clickahead.train;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import clickahead.model.TrainedModel;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * A training in the middle, as a file: the model so far, with the optimiser's state, and where the
 * trainer stands. It is a model file with more in it, so that whatever reads models can use it.
 *
 * @param model the open file
 * @param position where the trainer stands
 * @param notes what else the training needs to go on, as JSON has it
 */
public record Checkpoint(SavedModel model, TrainingPosition position, Map<String, Object> notes) {
  private static final String POSITION = "checkpoint";
  private static final String NOTES = "checkpoint.notes";
  private static final String EVENT = "checkpoint.feed.event";
  private static final String LAST = "checkpoint.feed.last";
  private static final String STATES = "checkpoint.states.";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The numbers of a position. */
  private record Counts(
      int epochs,
      long steps,
      long batches,
      long events,
      double weightedLoss,
      double seconds,
      int next,
      long given,
      int layers) {

    static Counts of(TrainingPosition p) {
      return new Counts(
          p.epochs(),
          p.steps(),
          p.batches(),
          p.events(),
          p.weightedLoss(),
          p.seconds(),
          p.feed().next(),
          p.feed().given(),
          p.states().length);
    }
  }

  /** The checkpoint of the training that makes a model: beside it, with {@code .checkpoint}. */
  public static Path of(Path model) {
    return model.resolveSibling(model.getFileName() + ".checkpoint");
  }

  /** Writes a checkpoint; an older one is replaced in the end, or not at all. */
  public static void save(
      Path file, TrainedModel model, TrainingPosition position, Map<String, Object> notes)
      throws IOException {
    ModelFile.save(file, model, attachment(position, notes));
  }

  private static ModelFile.Attachment attachment(
      TrainingPosition position, Map<String, Object> notes) {
    return new ModelFile.Attachment() {
      @Override
      public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(POSITION, JSON.writeValueAsString(Counts.of(position)));
        metadata.put(NOTES, JSON.writeValueAsString(notes));
        return metadata;
      }

      @Override
      public List<TensorSpec> tensors() {
        int slots = position.feed().event().length;
        List<TensorSpec> tensors = new ArrayList<>();
        if (slots > 0) {
          tensors.add(TensorSpec.of(EVENT, ElementType.I64, slots));
          tensors.add(TensorSpec.of(LAST, ElementType.I64, slots));
        }
        for (int l = 0; l < position.states().length; l++) {
          int units = position.states()[l].length / slots;
          tensors.add(TensorSpec.of(STATES + l, ElementType.F32, units, slots));
        }
        return tensors;
      }

      @Override
      public void write(SafetensorsWriter writer) throws IOException {
        if (position.feed().event().length > 0) {
          append(writer, EVENT, position.feed().event());
          append(writer, LAST, position.feed().last());
        }
        for (int l = 0; l < position.states().length; l++) {
          float[] states = position.states()[l];
          ByteBuffer bytes = buffer(4 * states.length);
          bytes.asFloatBuffer().put(states);
          writer.append(STATES + l, bytes);
        }
      }
    };
  }

  private static void append(SafetensorsWriter writer, String name, long[] values)
      throws IOException {
    ByteBuffer bytes = buffer(8 * values.length);
    bytes.asLongBuffer().put(values);
    writer.append(name, bytes);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens a checkpoint.
   *
   * @throws FormatException if the file is none, or damaged
   */
  public static Checkpoint open(Path file) throws IOException {
    SavedModel model = SavedModel.open(file);
    Safetensors tensors = model.file();
    String counts = tensors.metadata().get(POSITION);
    if (counts == null) {
      throw new FormatException(file, "is a model, and no checkpoint of a training");
    }
    try {
      return new Checkpoint(
          model,
          position(tensors, JSON.readValue(counts, Counts.class)),
          JSON.readValue(
              tensors.metadata().getOrDefault(NOTES, "{}"),
              new TypeReference<Map<String, Object>>() {}));
    } catch (JacksonException e) {
      throw new FormatException(file, "damaged: " + e.getOriginalMessage());
    }
  }

  private static TrainingPosition position(Safetensors tensors, Counts counts) throws IOException {
    FeedPosition feed =
        tensors.tensors().containsKey(EVENT)
            ? new FeedPosition(
                counts.next(), counts.given(), longs(tensors, EVENT), longs(tensors, LAST))
            : FeedPosition.ofSequences(counts.next(), counts.given());
    float[][] states = new float[counts.layers()][];
    for (int l = 0; l < states.length; l++) {
      states[l] =
          tensors.data(STATES + l, ElementType.F32).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
    return new TrainingPosition(
        counts.epochs(),
        counts.steps(),
        counts.batches(),
        counts.events(),
        counts.weightedLoss(),
        counts.seconds(),
        feed,
        states);
  }

  private static long[] longs(Safetensors tensors, String name) throws IOException {
    return tensors.data(name, ElementType.I64).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }

  /**
   * A number that a training noted for itself.
   *
   * @throws FormatException if there is none
   */
  public long number(String note) throws FormatException {
    if (notes.get(note) instanceof Number number) {
      return number.longValue();
    }
    throw new FormatException(model.stored().file(), "damaged: it lacks " + note);
  }

  /**
   * Brings a trainer of the same parameters, log and number of workers to where this one stood.
   *
   * @throws FormatException if the file is damaged
   */
  public void restore(Trainer trainer) throws FormatException {
    model.copyWeightsAndState(trainer.model(), trainer.parameters());
    trainer.moveTo(position);
  }
}
