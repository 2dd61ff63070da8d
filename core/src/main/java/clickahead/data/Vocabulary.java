package clickahead.data;

import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.util.List;

/**
 * The V different values of a column, numbered from 0. Immutable; mapped when it was read from a
 * file.
 */
public final class Vocabulary {
  private final StringColumn values;
  private volatile StringIndex index;

  Vocabulary(StringColumn values) {
    this.values = values;
  }

  /** A vocabulary in memory, position = code. */
  public static Vocabulary of(List<String> values) {
    return new Vocabulary(StringColumn.of(values));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws FormatException if the file has none of the name, or a damaged one
   */
  public static Vocabulary read(Safetensors file, String name) throws IOException {
    return new Vocabulary(StringColumn.read(file, name));
  }

  /** The tensors that {@link #write} fills. */
  public List<TensorSpec> tensors(String name) {
    return values.tensors(name);
  }

  /** Writes the values as tensors of offsets and bytes. */
  public void write(SafetensorsWriter writer, String name) throws IOException {
    values.write(writer, name);
  }

  /** Number of values, V. */
  public int size() {
    return values.size();
  }

  /** The value of a code, 0 to V - 1. */
  public String value(int code) {
    return values.get(code);
  }

  /** The code of a value, or -1 if there is no such value. */
  public int code(String value) {
    StringIndex known = index;
    if (known == null) {
      index = known = new StringIndex(values);
    }
    return known.find(value);
  }

  /** Packs values one by one; no string is held, only its bytes. */
  public static final class Packer {
    private final StringColumn.Packer values = new StringColumn.Packer();

    /** Gives the next code to a value. */
    public void add(String value) {
      values.add(value);
    }

    /** The vocabulary of all values added so far. */
    public Vocabulary pack() {
      return new Vocabulary(values.pack());
    }
  }
}
