package clickahead.model;

import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.InputMode;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * One tensor of a model file, and how its rows get from and to the weights. Single precision.
 *
 * @param spec name and shape; the first dimension counts the rows
 * @param rows moves rows
 * @param counted what the rows are of
 */
record WeightTensor(TensorSpec spec, Rows rows, Counted counted) implements StoredTensor {
  /** What a tensor has one row for each of. */
  enum Counted {
    /** The model's items. */
    ITEMS,
    /** Values of a feature of the items, which grow with them. */
    VALUES,
    /** Units, whose number is fixed. */
    UNITS
  }

  /** Moves one row between weights and the bytes of a tensor. */
  interface Rows {
    /** Copies row r from the weights. */
    void save(long r, MemorySegment to);

    /** Copies row r into the weights. */
    void load(long r, MemorySegment from);
  }

  /**
   * All tensors of a model: weights, and as many of the optimiser's states as it has planes for.
   *
   * @param states names of the states
   */
  static List<WeightTensor> of(Gru4Rec model, List<String> states) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int plane = 0; plane < Math.min(model.items().planes(), 1 + states.size()); plane++) {
      String prefix = plane == 0 ? "" : "optimizer." + states.get(plane - 1) + ".";
      items(tensors, prefix + "items.", model.items(), plane);
      if (model.input().mode() != InputMode.SHARED) {
        rows(tensors, prefix + "inputs.weight", model.input().table(), plane);
      }
      for (int l = 0; l < model.layers().size(); l++) {
        gates(tensors, prefix + "gru." + l + ".input.", model.layers().get(l).input(), plane);
        gates(tensors, prefix + "gru." + l + ".state.", model.layers().get(l).state(), plane);
      }
    }
    return tensors;
  }

  /** Bytes of one row. */
  long rowBytes() {
    return spec.bytes() / spec.shape().getFirst();
  }

  @Override
  public void write(SafetensorsWriter writer) throws IOException {
    long rowBytes = rowBytes();
    long count = spec.shape().getFirst();
    int chunk = (int) Math.max(1, Math.min(count, CHUNK / rowBytes));
    byte[] bytes = new byte[Math.toIntExact(chunk * rowBytes)];
    MemorySegment buffer = MemorySegment.ofArray(bytes);
    for (long r = 0; r < count; r += chunk) {
      int n = (int) Math.min(chunk, count - r);
      for (int i = 0; i < n; i++) {
        rows.save(r + i, buffer.asSlice(i * rowBytes, rowBytes));
      }
      writer.append(spec.name(), ByteBuffer.wrap(bytes, 0, (int) (n * rowBytes)));
    }
  }

  /** Copies all rows to another tensor of this shape. */
  void copyTo(WeightTensor other) {
    MemorySegment row = MemorySegment.ofArray(new byte[Math.toIntExact(rowBytes())]);
    for (long r = 0; r < spec.shape().getFirst(); r++) {
      rows.save(r, row);
      other.rows.load(r, row);
    }
  }

  private static void rows(List<WeightTensor> tensors, String name, ItemTable table, int plane) {
    int units = table.units();
    tensors.add(
        new WeightTensor(
            TensorSpec.of(name, ElementType.F32, table.items(), units),
            address(r -> table.row(plane, (int) r), 4L * units),
            Counted.ITEMS));
  }

  private static void items(List<WeightTensor> tensors, String name, ItemTable table, int plane) {
    int n = table.items();
    int units = table.units();
    rows(tensors, name + "weight", table, plane);
    tensors.add(
        new WeightTensor(
            TensorSpec.of(name + "bias", ElementType.F32, n),
            address(r -> table.row(plane, (int) r) + 4L * units, 4),
            Counted.ITEMS));
  }

  private static void gates(List<WeightTensor> tensors, String name, GateMatrix matrix, int plane) {
    int units = matrix.units();
    int inputs = matrix.inputs();
    if (inputs > 0) {
      tensors.add(
          new WeightTensor(
              TensorSpec.of(name + "weight", ElementType.F32, 3L * units, inputs),
              address(r -> matrix.row(plane, (int) r / units, (int) r % units), 4L * inputs),
              Counted.UNITS));
    }
    tensors.add(
        new WeightTensor(
            TensorSpec.of(name + "bias", ElementType.F32, 3L * units),
            address(r -> matrix.row(plane, (int) r / units, (int) r % units) + 4L * inputs, 4),
            Counted.UNITS));
  }

  static Rows address(LongUnaryOperator row, long bytes) {
    return new Rows() {
      @Override
      public void save(long r, MemorySegment to) {
        MemorySegment.copy(Memory.ALL, row.applyAsLong(r), to, 0, bytes);
      }

      @Override
      public void load(long r, MemorySegment from) {
        MemorySegment.copy(from, 0, Memory.ALL, row.applyAsLong(r), bytes);
      }
    };
  }
}
