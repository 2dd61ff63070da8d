package clickahead.model;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.model.OfficialWeights.OfficialTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Weights of the official GRU4Rec in safetensors files, under its own names. */
public final class OfficialFile {
  private OfficialFile() {}

  /**
   * Reads weights; layers, input and cells follow from the tensors.
   *
   * @param catalog the items in the order of their rows
   * @param supports how often each occurred in the training log [N]
   * @param settings other parameters, such as the loss, for the record and for further training
   * @throws FormatException if a tensor is missing or of another shape
   */
  public static Gru4RecModel read(
      Path file,
      Catalog catalog,
      int[] supports,
      Map<String, String> settings,
      Arena arena,
      Compute compute)
      throws IOException {
    Safetensors tensors = Safetensors.open(file);
    Dialect dialect = tensors.tensors().containsKey("Wy.weight") ? Dialect.PYTORCH : Dialect.THEANO;
    Map<String, String> found = new LinkedHashMap<>(settings);
    found.putAll(settings(tensors, dialect, catalog.size()));
    Gru4RecParameters parameters = Parameters.of(Gru4RecParameters.class).with(found).build();
    Gru4Rec model = Gru4Rec.zeros(arena, compute, 1, parameters.shape(catalog.size()), 1);
    for (OfficialTensor tensor : OfficialWeights.of(model, dialect)) {
      copy(file, tensors, tensor);
    }
    return new Gru4RecModel(
        parameters,
        model,
        compute,
        new Origin(
            catalog,
            supports,
            Successors.of(SessionLog.of(), catalog.size()),
            Map.of("imported", file.toAbsolutePath().normalize().toString())));
  }

  private static Map<String, String> settings(Safetensors file, Dialect dialect, int items)
      throws FormatException {
    boolean theano = dialect == Dialect.THEANO;
    String suffix = theano ? "" : ".weight";
    List<String> layers = new ArrayList<>();
    while (units(file, dialect, layers.size()) > 0) {
      layers.add(Long.toString(units(file, dialect, layers.size())));
    }
    long rows = dimension(file, "Wy" + suffix, 0);
    if (layers.isEmpty() || rows != items) {
      throw new FormatException(
          file.file(),
          layers.isEmpty()
              ? "holds no layer of the official GRU4Rec (Wh0, GE.Wh0 or G.0.weight_hh)"
              : "holds rows of "
                  + rows
                  + " items, and the list of items has "
                  + items
                  + ". Give each row's item, in the order of the rows");
    }
    boolean separate = file.tensors().containsKey("E" + suffix);
    boolean oneHot =
        theano
            ? !separate && dimension(file, "Wx0", 0) == items && items != lastUnits(layers)
            : file.tensors().containsKey("GE.Wx0.weight");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("layers", String.join("/", layers));
    settings.put("constrained_embedding", Boolean.toString(!separate && !oneHot));
    settings.put("embedding", separate ? Long.toString(dimension(file, "E" + suffix, 1)) : "0");
    settings.put("cell", theano ? "reset-before" : "auto");
    return settings;
  }

  private static int lastUnits(List<String> layers) {
    return Integer.parseInt(layers.getLast());
  }

  /** Units of a layer; 0 if there is none. */
  private static long units(Safetensors file, Dialect dialect, int layer) throws FormatException {
    String name = dialect == Dialect.THEANO ? "Wh" + layer : "G." + layer + ".weight_hh";
    if (dialect == Dialect.PYTORCH && file.tensors().containsKey("GE.Wh" + layer)) {
      name = "GE.Wh" + layer;
    }
    return file.tensors().containsKey(name) ? dimension(file, name, 1) : 0;
  }

  private static long dimension(Safetensors file, String tensor, int dimension)
      throws FormatException {
    Safetensors.Tensor found = file.tensors().get(tensor);
    if (found == null || found.spec().shape().size() <= dimension) {
      String names = file.tensors().keySet().stream().sorted().collect(Collectors.joining(", "));
      throw new FormatException(
          file.file(),
          "lacks the tensor " + tensor + " of the official GRU4Rec (found: " + names + ")");
    }
    return found.spec().shape().get(dimension);
  }

  private static void copy(Path file, Safetensors tensors, OfficialTensor tensor)
      throws FormatException {
    dimension(tensors, tensor.name(), 0);
    Safetensors.Tensor found = tensors.tensors().get(tensor.name());
    ElementType type = found.spec().type();
    if (found.spec().elements() != tensor.size()
        || (type != ElementType.F32 && type != ElementType.F64)) {
      throw new FormatException(
          file,
          "tensor %s has the shape %s of %s; expected %d x %d of F32 or F64"
              .formatted(
                  tensor.name(), found.spec().shape(), type, tensor.rows(), tensor.columns()));
    }
    MemorySegment data = found.data();
    for (int i = 0; i < tensor.size(); i++) {
      tensor.put(
          i,
          type == ElementType.F32
              ? data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i)
              : data.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i));
    }
  }

  /**
   * Writes a model's weights.
   *
   * @throws IllegalArgumentException if that code has no such cells
   */
  public static void write(Path file, Gru4Rec model, Dialect dialect) throws IOException {
    List<OfficialTensor> tensors = OfficialWeights.of(model, dialect);
    List<TensorSpec> specs = new ArrayList<>();
    for (OfficialTensor tensor : tensors) {
      specs.add(
          tensor.columns() == 0
              ? TensorSpec.of(tensor.name(), ElementType.F32, tensor.rows())
              : TensorSpec.of(tensor.name(), ElementType.F32, tensor.rows(), tensor.columns()));
    }
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), specs)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      for (OfficialTensor tensor : tensors) {
        for (int i = 0; i < tensor.size(); i++) {
          buffer.putFloat((float) tensor.get(i));
          if (!buffer.hasRemaining() || i + 1 == tensor.size()) {
            writer.append(tensor.name(), buffer.flip());
            buffer.clear();
          }
        }
      }
      writer.commit();
    }
  }
}
