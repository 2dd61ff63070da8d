package clickahead.io;

/** The element types of a tensor in a safetensors file that Clickahead writes and reads. */
public enum ElementType {
  /** One byte, unsigned. */
  U8(1),
  /** Four-byte integer, little-endian. */
  I32(4),
  /** Eight-byte integer, little-endian. */
  I64(8),
  /** IEEE single precision, little-endian. */
  F32(4),
  /** IEEE double precision, little-endian. */
  F64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
