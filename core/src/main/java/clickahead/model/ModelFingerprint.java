package clickahead.model;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.TensorSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells a model from every other: 128 bits of the SHA-256 of its weights and its items' ids. A
 * model file holds it, so that a large one need not be read for it; where an older file does not,
 * it is computed from the file's bytes.
 *
 * @param high the first 64 bits
 * @param low the others
 */
public record ModelFingerprint(long high, long low) {
  private static final String TENSOR = "fingerprint";
  private static final int BYTES = 16;
  private static final int CHUNK = 1 << 20;

  /** The tensor that holds it, to be written behind all others. */
  static TensorSpec spec() {
    return TensorSpec.of(TENSOR, ElementType.U8, BYTES);
  }

  /**
   * The fingerprint that a model file holds; none where it was written before there were any.
   *
   * @throws FormatException if it is damaged
   */
  public static Optional<ModelFingerprint> stored(Safetensors file) throws FormatException {
    if (!file.tensors().containsKey(TENSOR)) {
      return Optional.empty();
    }
    byte[] bytes = file.data(TENSOR, ElementType.U8).toArray(ValueLayout.JAVA_BYTE);
    if (bytes.length != BYTES) {
      throw new FormatException(
          file.file(), "damaged: a fingerprint of " + bytes.length + " bytes, expected " + BYTES);
    }
    return Optional.of(of(bytes));
  }

  /** The same from all weights and ids of a model file. */
  public static ModelFingerprint computed(Safetensors file) {
    Digests digests = new Digests();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              MemorySegment data = tensor.data();
              for (long at = 0; at < data.byteSize(); at += CHUNK) {
                long n = Math.min(CHUNK, data.byteSize() - at);
                digests.add(name, data.asSlice(at, n).asByteBuffer());
              }
            });
    return digests.fingerprint();
  }

  private static ModelFingerprint of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new ModelFingerprint(buffer.getLong(), buffer.getLong());
  }

  /** Its 16 bytes. */
  ByteBuffer bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).flip();
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }

  /** Collects a file's tensors, in any order, each from front to back. */
  static final class Digests {
    private final Map<String, MessageDigest> tensors = new TreeMap<>();

    /** Does a tensor change what is recommended after a click, or what an item is called? */
    private static boolean counts(String tensor) {
      return !tensor.startsWith("optimizer.")
          && !tensor.startsWith("checkpoint.")
          && !tensor.startsWith("successors.")
          && !tensor.startsWith("catalog.column.")
          && !tensor.equals("supports")
          && !tensor.equals(TENSOR);
    }

    /** Adds bytes; the buffer stays as it is. */
    void add(String tensor, ByteBuffer bytes) {
      if (counts(tensor)) {
        tensors.computeIfAbsent(tensor, name -> sha256()).update(bytes.duplicate());
      }
    }

    ModelFingerprint fingerprint() {
      MessageDigest all = sha256();
      tensors.forEach(
          (name, digest) -> {
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest.digest());
          });
      return of(all.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }
  }
}
