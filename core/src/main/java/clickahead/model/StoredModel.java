package clickahead.model;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.Successors;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** An open model file, from which its kind reads what it needs. */
public final class StoredModel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

  private final Path file;
  private final Safetensors tensors;

  StoredModel(Path file, Safetensors tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The name of the model's kind; null if the file holds no model. */
  String kind() {
    return tensors.metadata().get(ModelFile.KIND);
  }

  /** The file's tensors. */
  public Safetensors tensors() {
    return tensors;
  }

  /**
   * The parameters.
   *
   * @throws FormatException if they are none of this record
   */
  public <P extends Record> P parameters(Class<P> type) throws FormatException {
    try {
      Map<String, String> settings =
          JSON.readValue(tensors.metadata().getOrDefault("parameters", ""), SETTINGS);
      return Parameters.of(type).with(settings).build();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new FormatException(file, "damaged parameters: " + e.getMessage());
    }
  }

  /**
   * The items, and what else is kept of the training log.
   *
   * @throws FormatException if the file is damaged
   */
  public Origin origin() throws IOException {
    Successors successors =
        new Successors(
            integers("successors.starts"),
            integers("successors.items"),
            integers("successors.counts"));
    Map<String, Object> record =
        JSON.readValue(tensors.metadata().getOrDefault("record", "{}"), RECORD);
    return new Origin(Catalog.read(tensors), integers("supports"), successors, record);
  }

  /**
   * A tensor of whole numbers, copied to the heap.
   *
   * @throws FormatException if there is none of the name
   */
  public int[] integers(String name) throws FormatException {
    return tensors.data(name, ElementType.I32).toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  /**
   * A tensor of longer whole numbers, copied to the heap.
   *
   * @throws FormatException if there is none of the name
   */
  public long[] longs(String name) throws FormatException {
    return tensors.data(name, ElementType.I64).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }
}
