package clickahead.prepare;

import clickahead.data.InputException;
import clickahead.io.ElementType;
import clickahead.io.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vectors as the rows of a mapped matrix [M, D], NumPy's or a tensor's, whose items stand in a file
 * beside it.
 *
 * @param data the numbers, row by row
 * @param bytes bytes of a number: 2, 4 or 8
 * @param rows M
 */
record MatrixVectors(Path file, MemorySegment data, int bytes, long rows, int dimensions)
    implements VectorFile {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([^)]*)\\), *\\}");
  private static final int MAGIC = 6;

  static MatrixVectors open(Path file) throws IOException {
    return file.toString().endsWith(".npy") ? numpy(file) : tensor(file);
  }

  private static MatrixVectors tensor(Path file) throws IOException {
    Safetensors tensors = Safetensors.open(file);
    List<Safetensors.Tensor> matrices =
        tensors.tensors().values().stream()
            .filter(t -> t.spec().shape().size() == 2)
            .filter(t -> t.spec().type() == ElementType.F32 || t.spec().type() == ElementType.F64)
            .toList();
    if (matrices.size() != 1) {
      throw new InputException(
          file
              + ": "
              + matrices.size()
              + " matrices of F32 or F64 (tensors: "
              + String.join(", ", tensors.tensors().keySet())
              + "), expected one, with a row for each item");
    }
    Safetensors.Tensor matrix = matrices.getFirst();
    List<Long> shape = matrix.spec().shape();
    return of(file, matrix.data(), matrix.spec().type().bytes(), shape.get(0), shape.get(1));
  }

  private static MatrixVectors numpy(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      boolean short_ = all.byteSize() > 10 && all.get(ValueLayout.JAVA_BYTE, MAGIC) == 1;
      int head = short_ ? 10 : 12;
      String magic = new String(bytes(all, 1, 5), StandardCharsets.US_ASCII);
      if (all.byteSize() < head || !magic.equals("NUMPY")) {
        throw new InputException(file + ": no .npy file: it does not begin with NumPy's mark");
      }
      int length =
          Byte.toUnsignedInt(all.get(ValueLayout.JAVA_BYTE, 8))
              + 256 * Byte.toUnsignedInt(all.get(ValueLayout.JAVA_BYTE, 9));
      String header = new String(bytes(all, head, length), StandardCharsets.US_ASCII).strip();
      Matcher form = HEADER.matcher(header);
      String[] shape = form.matches() ? form.group(3).split("\\s*,\\s*") : new String[0];
      boolean known = form.matches() && form.group(1).matches("[<|]f[248]");
      if (!known || shape.length != 2 || form.group(2).equals("True")) {
        throw new InputException(
            file
                + ": holds "
                + header
                + ", expected a matrix of little-endian floats, row by row. Save it with"
                + " numpy.save(FILE, numpy.ascontiguousarray(vectors, dtype='float32'))");
      }
      MemorySegment data = all.asSlice(Math.min(all.byteSize(), head + (long) length));
      int bytes = form.group(1).charAt(2) - '0';
      return of(file, data, bytes, Long.parseLong(shape[0]), Long.parseLong(shape[1]));
    }
  }

  private static byte[] bytes(MemorySegment all, long from, long count) {
    long end = Math.min(all.byteSize(), from + count);
    return all.asSlice(Math.min(from, end), Math.max(0, end - from)).toArray(ValueLayout.JAVA_BYTE);
  }

  private static MatrixVectors of(
      Path file, MemorySegment data, int bytes, long rows, long dimensions) throws InputException {
    if (dimensions < 1
        || dimensions > Integer.MAX_VALUE / 8
        || data.byteSize() < rows * dimensions * bytes) {
      throw new InputException(
          file
              + ": "
              + data.byteSize()
              + " bytes for "
              + rows
              + " vectors of "
              + dimensions
              + " numbers; it is truncated. Copy or write it again");
    }
    return new MatrixVectors(file, data, bytes, rows, (int) dimensions);
  }

  private Path ids() {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.[^.]*$", ".ids"));
  }

  @Override
  public void read(Reader reader) throws IOException {
    if (!Files.isRegularFile(ids())) {
      throw new InputException(
          ids()
              + ": there is no such file; it has to say, one id a line, whose the "
              + rows
              + " rows of "
              + file.getFileName()
              + " are");
    }
    float[] vector = new float[dimensions];
    long row = 0;
    try (BufferedReader lines = Files.newBufferedReader(ids(), StandardCharsets.UTF_8)) {
      for (String id = lines.readLine(); id != null; id = lines.readLine(), row++) {
        if (row < rows) {
          copy(row, vector);
          reader.read(id.strip(), vector, ids() + ":" + (row + 1));
        }
      }
    }
    if (row != rows) {
      throw new InputException(
          ids() + ": " + row + " ids, " + file.getFileName() + " has " + rows + " rows");
    }
  }

  private void copy(long row, float[] vector) {
    long at = row * dimensions;
    for (int k = 0; k < dimensions; k++) {
      vector[k] =
          switch (bytes) {
            case 2 ->
                Float.float16ToFloat(
                    data.get(
                        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                        2 * (at + k)));
            case 4 ->
                data.get(
                    ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    4 * (at + k));
            default ->
                (float)
                    data.get(
                        ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                        8 * (at + k));
          };
    }
  }
}
