package clickahead;

import clickahead.io.ElementType;
import clickahead.io.Safetensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Numbers produced by the official GRU4Rec on small inputs, in double precision. */
public final class GoldenFile {
  private final Safetensors file;
  private final JsonNode parameters;

  private GoldenFile(Safetensors file) {
    this.file = file;
    String theano = file.metadata().get("hyper");
    parameters =
        new ObjectMapper().readTree(theano == null ? file.metadata().get("parameters") : theano);
  }

  /** Opens a file of the test resources. */
  public static GoldenFile open(String name) throws IOException {
    return new GoldenFile(Safetensors.open(path(name + ".safetensors")));
  }

  /** Where a file of the test resources lies. */
  public static Path path(String name) {
    return Path.of("src/test/resources/golden", name);
  }

  /** The hyper-parameters it was made with. */
  public JsonNode parameters() {
    return parameters;
  }

  /** Is there such a tensor? */
  public boolean has(String tensor) {
    return file.tensors().containsKey(tensor);
  }

  /** One dimension of a tensor. */
  public int dimension(String tensor, int dimension) {
    return file.tensors().get(tensor).spec().shape().get(dimension).intValue();
  }

  /** A tensor's elements, row-major. */
  public double[] doubles(String tensor) throws IOException {
    return file.data(tensor, ElementType.F64).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
  }

  /** A tensor of integers, row-major. */
  public int[] integers(String tensor) throws IOException {
    MemorySegment data = file.data(tensor, ElementType.I64);
    long[] values = data.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    int[] small = new int[values.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = Math.toIntExact(values[i]);
    }
    return small;
  }
}
